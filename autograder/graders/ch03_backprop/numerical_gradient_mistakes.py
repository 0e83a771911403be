"""3.3 numerical_gradient: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

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


@misconception
def takes_the_sign_of_x(right, f, x, h=1e-5):
    """The slope has the wrong sign where an entry of x is below 0. A step is taken from x to both
    sides alike: its sign plays no part.
    """
    return right(f, x, h) * np.sign(np.asarray(x, float))


def _central(right, f, x, h, step_of, over):
    """Return central differences with other steps, over other lengths."""

    def slope(x, step):
        step = step * step_of(x[step != 0])
        return (f(x + step) - f(x - step)) / over(step.sum())

    return _per_entry(right, f, x, h, slope)


@misconception
def steps_half_as_far(right, f, x, h=1e-5):
    """You stepped h/2 to each side. Here h is the step itself: f(x + h) - f(x - h), divided by
    2h.
    """
    return _central(right, f, x, h, lambda entry: 0.5, lambda step: 2 * step)


@misconception
def steps_half_and_divides_by_two(right, f, x, h=1e-5):
    """Half of the slope: from x - h/2 to x + h/2 it is h, and you divided by 2h. Here h is the step
    itself: f(x + h) - f(x - h).
    """
    return _central(right, f, x, h, lambda entry: 0.5, lambda step: 4 * step)


@misconception
def scales_the_step_with_x(right, f, x, h=1e-5):
    """Your step grows with the entry of x, and is 0 where that is 0. It is h, whatever x is."""
    return _central(right, f, x, h, lambda entry: np.abs(entry), lambda step: 2 * step)


@misconception
def scales_large_steps_with_x(right, f, x, h=1e-5):
    """Your step grows with the entries of x that are above 1. It is h, whatever x is."""
    steps = lambda entry: np.maximum(np.abs(entry), 1.0)  # noqa: E731
    return _central(right, f, x, h, steps, lambda step: 2 * step)


@misconception
def keeps_both_copies_moved(right, f, x, h=1e-5):
    """The first entry is right, the later ones are not: what was moved for one entry stayed moved
    for the next. Start each time from fresh copies of x.
    """
    moved = np.zeros(np.shape(x))

    def slope(x, step):
        moved[...] += step
        return (f(x + moved) - f(x - moved)) / (2 * h)

    return _per_entry(right, f, x, h, slope)


@misconception
def adds_the_two_values(right, f, x, h=1e-5):
    """You added f(x + h) and f(x - h). A slope is their difference, over 2h."""
    return _per_entry(right, f, x, h, lambda x, step: (f(x + step) + f(x - step)) / (2 * h))
