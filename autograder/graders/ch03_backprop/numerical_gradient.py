"""3.3 numerical_gradient: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_matches,
    assert_varies,
    grader,
    misconception,
    named_function,
    pure,
    refuses,
    require,
)


def cubic(x):
    """Return what the worker's function «cubic» returns, computed a second time."""
    flat = x.ravel()
    return sum((k + 1) * v**3 for k, v in enumerate(flat)) + float(flat[1:] @ flat[:-1])


def slope_of_cubic(x):
    """Return the exact gradient of the worker's function «cubic»."""
    entries = np.ravel(x).astype(float)
    slope = 3 * np.arange(1, entries.size + 1) * entries**2
    slope[:-1] += entries[1:]
    slope[1:] += entries[:-1]
    return slope.reshape(np.shape(x))


EXACT = {  # the gradients of the worker's functions
    "sum_of_squares": lambda x: 2.0 * x,
    "cubic": slope_of_cubic,
    "row_products": lambda x: np.prod(x, axis=1, keepdims=True) / x,  # no entry of x is 0
}


def points_of(rng, *shapes):
    """Return points with entries of both signs between 0.5 and 2."""
    return [rng.choice([-1, 1], shape) * rng.uniform(0.5, 2, shape) for shape in shapes]


def assert_float64(gradient):
    """Ask for float64."""
    message = f"The gradient has dtype {gradient.dtype}, not float64."
    require(gradient.dtype == np.float64, message, hint="start from np.zeros(x.shape)")


def assert_measures(function, cases, hint):
    """Ask for the exact gradient of each case (name of the worker's function, x), to 1e-7."""
    expected = [EXACT[name](x) for name, x in cases]
    calls = function.map([(named_function(name), x) for name, x in cases])
    for call, wanted in zip(calls, expected, strict=True):
        assert_close(call.value, wanted, atol=np.inf, hint=hint)
        assert_float64(call.value)
        assert_close(call.value, wanted, rtol=1e-8, atol=1e-7, hint=hint)


@grader(1, gate=True)
def test_form(function):
    """numerical_gradient returns a float64 array of x's shape."""
    f = named_function("sum_of_squares")
    hint = "start from np.zeros(x.shape): one slope per entry of x"
    for call in function.map([(f, np.ones(3)), (f, 2 * np.ones((2, 3)))]):
        assert_close(call.value, call.args[1], atol=np.inf, hint=hint)
        assert_float64(call.value)
    assert_varies(function, [(f, np.full(3, k)) for k in (1.0, 4.0)])


@grader(3)
def test_values(function, rng):
    """The gradient is right to 1e-7, for functions whose entries meet each other too."""
    cases = [("sum_of_squares", x) for x in points_of(rng, 5, 1)]
    cases += [("cubic", x) for x in points_of(rng, 4, 3, 1, 6)]
    hint = "step to both sides of one entry, the others untouched, and divide by 2h"
    assert_measures(function, cases, hint)


@grader(2)
def test_of_tables(function, rng):
    """The gradient has one slope per entry of a table, and f is given the whole table."""
    cases = [("cubic", x) for x in points_of(rng, (2, 3), (3, 1))]
    cases += [("row_products", x) for x in points_of(rng, (3, 2), (1, 3), (2, 4))]
    cases += [("cubic", x) for x in points_of(rng, (2, 1, 3))]
    hint = "np.ndindex(x.shape) goes through all entries, whatever the number of axes"
    assert_measures(function, cases, hint)


@grader(2)
def test_integers(function, rng):
    """Integers of any kind, and float32, in x count as float64."""
    cases = [("cubic", rng.integers(1, 5, 4)), ("row_products", rng.integers(1, 5, (2, 3)))]
    kinds = ("int8", "uint8", "uint16")
    cases += [("cubic", np.array([[3, 0], [1, 7]], kind)) for kind in kinds]
    cases += [("sum_of_squares", np.array([3, 1], np.uint8))]
    cases += [("cubic", x.astype(np.float32)) for x in points_of(rng, 4)]
    hint = "neither integers nor float32 can hold x + h: make x a float64 array first"
    assert_measures(function, cases, hint)


@grader(1)
def test_step(function, right, rng):
    """The step h is the one that is given."""
    f, points = named_function("cubic"), [*points_of(rng, 3, (2, 2)), np.array([2, 5, 3])]
    cases = [(f, x, h) for x in points for h in (0.5, 0.25, 1.0, 2.0)]
    hint = "h stands in both calls of f and in the division"
    assert_matches(function, lambda f, x, h: right(cubic, x, h), cases, hint=hint)


test_pure = pure(
    2,
    lambda rng: [(named_function("cubic"), x) for x in points_of(rng, 3, (2, 2))],
    line="x is never written to, not even for a moment.",
    hint="change a copy of x, not x",
)
test_bad_step = refuses(
    1,
    "{name} refuses an h of 0 or below.",
    "h must be positive",
    [(named_function("sum_of_squares"), np.ones(2), h) for h in (0.0, -1e-5, -1.0)],
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _per_entry(right, f, x, h, slope):
    """Return slope(x, step) for a step in each entry alone; a bad h is refused."""
    right(lambda x: 0.0, x, h)
    x = np.asarray(x, float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        gradient[place] = slope(x, step)
    return gradient


@misconception
def steps_to_one_side(right, f, x, h=1e-5):
    """You stepped to one side only. The error is as large as h itself, with both sides as h²: use
    f(x + h) - f(x - h), and divide by 2h.
    """
    return _per_entry(right, f, x, h, lambda x, step: (f(x + step) - f(x)) / h)


@misconception
def divides_by_h(right, f, x, h=1e-5):
    """Twice too large: from x - h to x + h it is 2h. Divide by 2 * h."""
    return 2 * right(f, x, h)


@misconception
def forgets_the_brackets(right, f, x, h=1e-5):
    """`/ 2 * h` divides by 2 and then multiplies by h. Put brackets: / (2 * h)."""
    return right(f, x, h) * h * h


@misconception
def perturbs_x_itself(right, f, x, h=1e-5):
    """The array you were given changed, if only for a moment. Perturb a copy."""
    right(lambda x: 0.0, x, h)
    if x.dtype != np.float64:
        return right(f, x, h)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + h
        above = f(x)
        x[place] = kept - h
        gradient[place] = (above - f(x)) / (2 * h)
        x[place] = kept
    return gradient


@misconception
def does_not_move_back(right, f, x, h=1e-5):
    """An entry that was moved stayed moved while the next ones were measured. Put it back, or start
    each time from a fresh copy of x.
    """
    moved = np.array(x, float)

    def slope(x, step):
        above = f(moved + step)
        moved[...] -= step
        return (above - f(moved)) / (2 * h)

    return _per_entry(right, f, x, h, slope)


@misconception
def moves_all_entries_together(right, f, x, h=1e-5):
    """All entries moved together, so each slope holds the sum of all. Move one entry at a time."""
    return _per_entry(right, f, x, h, lambda x, step: (f(x + h) - f(x - h)) / (2 * h))


@misconception
def moves_whole_rows(right, f, x, h=1e-5):
    """A whole row moved at once: `for i in range(len(x))` goes over rows. Every entry needs a turn
    of its own: np.ndindex(x.shape).
    """
    if np.ndim(x) < 2:
        return right(f, x, h)

    def slope(x, step):
        row = h * step.any(axis=tuple(range(1, x.ndim)), keepdims=True)
        return (f(x + row) - f(x - row)) / (2 * h)

    return _per_entry(right, f, x, h, slope)


@misconception
def gives_f_one_entry(right, f, x, h=1e-5):
    """You gave f one entry instead of the whole array. That works only where entries do not meet
    each other.
    """

    def slope(x, step):
        entry = x[step != 0]
        return (f(entry + h) - f(entry - h)) / (2 * h)

    return _per_entry(right, f, x, h, slope)


@misconception
def flattens_x_for_f(right, f, x, h=1e-5):
    """f was given a flat list of entries where x is a table. Keep x's shape in every call of f."""
    return right(f, np.ravel(x), h).reshape(np.shape(x))


@misconception
def keeps_integers(right, f, x, h=1e-5):
    """With integers in x the step was lost: 3 + 0.00001 is stored as 3. Copy x as float64."""
    kind = np.asarray(x).dtype
    if kind.kind == "f":
        return right(f, x, h)

    def slope(x, step):
        return (f((x + step).astype(kind)) - f((x - step).astype(kind))) / (2 * h)

    return _per_entry(right, f, x, h, slope)


@misconception
def always_takes_its_own_step(right, f, x, h=1e-5):
    """The argument h had no effect. Use it in the steps and in the division."""
    right(lambda x: 0.0, x, h)
    return right(f, x)
