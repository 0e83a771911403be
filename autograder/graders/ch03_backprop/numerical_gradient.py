"""3.3 numerical_gradient: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_matches,
    assert_varies,
    grader,
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
def test_form(function, rng):
    """numerical_gradient returns a float64 array of x's shape."""
    f = named_function("sum_of_squares")
    hint = "start from np.zeros(x.shape): one slope per entry of x"
    for call in function.map([(f, x) for x in points_of(rng, 3, (2, 3))]):
        assert_close(call.value, call.args[1], atol=np.inf, hint=hint)
        assert_float64(call.value)
    assert_varies(function, [(f, x) for x in points_of(rng, 3, 3)])


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
