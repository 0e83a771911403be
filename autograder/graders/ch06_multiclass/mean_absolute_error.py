"""6.5 mean_absolute_error: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import form, integers, misconception, pure, refuses, values


def rows(rng, n):
    """Return n numbers and predictions of them; some are too large, more are too small."""
    y = rng.normal(3, 2, n)
    return y, y + rng.normal(-0.5, 1, n)


def flat(rng):
    """Return cases of which both are (N,), one of them of a single row."""
    return [rows(rng, n) for n in (7, 12, 5, 1, 2)]


def mixed(rng):
    """Return cases of which one or both are columns, of one row too."""
    cases = []
    for n in (6, 4, 9, 1):
        y, p = rows(rng, n)
        columns = y[:, np.newaxis], p[:, np.newaxis]
        cases += [(y, columns[1]), (columns[0], p), columns]
    return cases


def single(rng):
    """Return cases in float32, and in both float types."""
    y, p = rows(rng, 8)
    return [(y.astype(np.float32), p.astype(np.float32)), (y, p.astype(np.float32)[:, np.newaxis])]


test_form = form(1, "{name} returns one float.", flat, like=float, hint="float(np.mean(…))")
test_values = values(
    5,
    "{name} is the mean of the absolute differences.",
    flat,
    hint="np.abs of the differences, then np.mean",
)
test_mixed = values(
    4,
    "A column beside a row is compared row by row.",
    mixed,
    hint="(N,) - (N, 1) is N × N for NumPy: flatten both first",
)
test_single = values(
    1, "float32 gives a float, too.", single, rtol=1e-5, hint="float(…) around the mean"
)
test_integers = integers(
    2,
    lambda rng: [
        (np.array([1.0, 90.0, 3.0, 100.0]), np.array([[99.0], [2.0], [7.0], [0.0]])),
        (np.array([-100.0, 100.0, 5.0]), np.array([100.0, -90.0, 6.0])),
    ],
    hint="turn y and p into floats before you subtract",
)
test_shape = refuses(
    1,
    "{name} refuses different numbers of rows.",
    "shape",
    [
        (np.ones(a), np.ones((b, 1)) if column else np.ones(b))
        for a, b in ((3, 2), (4, 1), (1, 4), (2, 6))
        for column in (False, True)
    ]
    + [(np.ones((4, 1)), np.ones(1)), (np.ones((1, 1)), np.ones((3, 1)))],
    hint="compare len(y) with len(p): NumPy stretches a single row",
)
test_pure = pure(1, lambda rng: [*flat(rng)[:2], *mixed(rng)[:3]])


# Each is right where its mistake has no effect; `right` refuses bad input.


def _difference(right, y, p):
    """Return y - p as float64 (N,); different numbers of rows are refused."""
    right(y, p)
    return np.asarray(y, np.float64).reshape(-1) - np.asarray(p, np.float64).reshape(-1)


@misconception
def subtracts_a_column_from_a_row(right, y, p):
    """A row minus a column, (N,) - (N, 1), is a table of all N × N differences: every house was
    compared with every price. Flatten both: y.reshape(-1).
    """
    right(y, p)
    return float(np.mean(np.abs(1.0 * y - p)))


@misconception
def leaves_the_signs(right, y, p):
    """The signs stayed: what is too high and what is too low cancel. np.abs of each difference."""
    return float(_difference(right, y, p).mean())


@misconception
def takes_the_absolute_value_of_the_mean(right, y, p):
    """np.abs came after the mean, when high and low had cancelled already: first np.abs, then
    np.mean.
    """
    return float(abs(_difference(right, y, p).mean()))


@misconception
def takes_the_mean_squared_error(right, y, p):
    """The differences were squared: that is the loss, in squared dollars. Asked is their absolute
    value.
    """
    return float((_difference(right, y, p) ** 2).mean())


@misconception
def takes_the_root_of_the_mean_square(right, y, p):
    """This is the root of the mean squared error: in the same unit, but one house that is far off
    weighs more. Asked is the mean of np.abs.
    """
    return float(np.sqrt((_difference(right, y, p) ** 2).mean()))


@misconception
def adds_up(right, y, p):
    """The errors were added up: N times too large. Divide by the number of rows."""
    return float(np.abs(_difference(right, y, p)).sum())


@misconception
def divides_by_n_minus_1(right, y, p):
    """The sum was divided by N - 1. The mean of N numbers divides by N."""
    errors = np.abs(_difference(right, y, p))
    return float(errors.sum() / max(len(errors) - 1, 1))


@misconception
def takes_the_median(right, y, p):
    """This is the median of the errors. Asked is their mean."""
    return float(np.median(np.abs(_difference(right, y, p))))


@misconception
def divides_by_y(right, y, p):
    """The errors were divided by y: that is a relative error. Asked is |y - p| alone."""
    with np.errstate(all="ignore"):
        relative = np.abs(_difference(right, y, p) / np.asarray(y, np.float64).reshape(-1))
    return float(relative.mean())


@misconception
def subtracts_integers(right, y, p):
    """Right for floats, wrong for integers: in uint8 1 - 2 is 255, and 100 - (-100) does not fit
    into int8. Make floats first: 1.0 * y.
    """
    right(y, p)
    with np.errstate(all="ignore"):
        return float(np.mean(np.abs(y.reshape(-1) - p.reshape(-1))))


@misconception
def stretches_a_single_row(right, y, p):
    """A single row was accepted beside several: NumPy stretched it. Compare the numbers of rows
    first.
    """
    if 1 not in (len(y), len(p)):
        right(y, p)
    return float(np.mean(np.abs(1.0 * y.reshape(-1) - p.reshape(-1))))


@misconception
def cuts_to_the_shorter(right, y, p):
    """Of different numbers of rows the longer was cut, as zip does. Somebody has lost rows: refuse
    it.
    """
    n = min(len(y), len(p))
    return right(y[:n], p[:n])
