"""11.4 naive_forecast_mae: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_type,
    form,
    grader,
    integers,
    misconception,
    pure,
    refuses,
    require,
    values,
)


def case(rng, n, t, d, *lag):
    """Return one case (X, y, std), and perhaps a lag."""
    return rng.normal(size=(n, t, d)), rng.normal(size=n), float(rng.uniform(2, 12)), *lag


def single(rng):
    """Return a case of float32."""
    X, y, std = case(rng, 5, 4, 3)
    return X.astype(np.float32), y.astype(np.float32), std


test_form = form(
    1,
    "{name} returns a number.",
    lambda rng: [case(rng, 5, 4, 3) for _ in range(3)] + [single(rng)],
    float,
    hint="float(…): float32 times a float stays NumPy's float32",
)
test_values = values(
    3,
    "The guess is the last value of column 0, and its mean distance comes times std.",
    lambda rng: [case(rng, *sizes) for sizes in ((7, 5, 3), (4, 3, 2), (1, 6, 4), (6, 2, 1))],
    hint="X[:, -1, 0], and the mean of the absolute differences",
)
test_lag = values(
    2,
    "With a lag, the guess is so many rows from the end; the lag T is the first row.",
    lambda rng: [case(rng, 6, 5, 3, lag) for lag in (1, 2, 3, 4, 5)] + [case(rng, 3, 1, 2, 1)],
    hint="X[:, -lag, 0]",
)


def whole(rng):
    """Return a case of whole numbers, with targets above the guesses and below."""
    X = rng.integers(20, 80, (4, 3, 2)) * 1.0
    return [(X, X[:, -1, 0] + rng.permutation([7, -9, 4, -3]), 2.0)]


test_integers = integers(
    1,
    whole,
    hint="make floats before you subtract: in uint8, 3 - 5 is 254",
)
test_pure = pure(1, lambda rng: [case(rng, 4, 3, 2), case(rng, 4, 3, 2, 2)])
test_shape = refuses(
    1,
    "{name} refuses an X without three axes, and a y that is not (N,).",
    "shape",
    lambda rng: [
        (rng.normal(size=shape), rng.normal(size=targets), 2.0)
        for shape, targets in (
            ((4, 3), 4),
            ((4,), 4),
            ((4, 3, 2, 1), 4),
            ((4, 3, 2), (4, 1)),
            ((4, 3, 2), 1),
            ((4, 3, 2), 3),
            ((4, 3, 2), 5),
            ((4, 3, 2), ()),
            ((4, 3, 2), (1, 4)),
        )
    ],
    hint="X.ndim != 3, or y.shape != (len(X),): NumPy would stretch (N,) and (N, 1) to (N, N)",
)


@grader(1)
def test_lags(function, rng):
    """A lag below 1 or above T is refused."""
    calls = function.map([case(rng, 4, 3, 2, lag) for lag in (0, -1, -2, 4, 9)])
    for call in calls:
        message = "A lag that is no row of the window is accepted."
        require(call.raised is not None, message, hint="1 <= lag <= X.shape[1]")
        right = call.raised.is_a("ValueError") and "lag" in call.raised.message
        require(right, 'Expected a ValueError whose text holds "lag".', hint="-0 is row 0")
    assert_type(function(*case(rng, 4, 3, 2, 3)), float)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _mean(X, y, std, lag, column=0):
    return np.abs(1.0 * X[:, -lag, column] - 1.0 * y).mean() * std


@misconception
def takes_the_first_row(right, X, y, std, lag=1):
    """The guess was taken from the front of the window. The last row is the newest: count back."""
    right(X, y, std, lag)
    return float(np.abs(1.0 * X[:, lag - 1, 0] - 1.0 * y).mean() * std)


@misconception
def ignores_the_lag(right, X, y, std, lag=1):
    """The guess is always the last row: lag has no effect."""
    right(X, y, std, lag)
    return right(X, y, std)


@misconception
def counts_the_lag_from_0(right, X, y, std, lag=1):
    """The guess lies one row too early: lag 1 is the last row, X[:, -1, 0]."""
    right(X, y, std, lag)
    return float(_mean(X, y, std, min(lag + 1, X.shape[1])))


@misconception
def takes_the_last_column(right, X, y, std, lag=1):
    """The guess was taken from the last column. What is foretold is column 0."""
    right(X, y, std, lag)
    return float(_mean(X, y, std, lag, -1))


@misconception
def forgets_std(right, X, y, std, lag=1):
    """The mean is in scaled units. Times std it is in the unit that was measured."""
    return right(X, y, 1.0, lag)


@misconception
def divides_by_std(right, X, y, std, lag=1):
    """The mean was divided by std. The series was divided by it, so the error comes back *times*
    std.
    """
    right(X, y, std, lag)
    return right(X, y, 1 / std, lag)


@misconception
def takes_the_squared_error(right, X, y, std, lag=1):
    """The squares were averaged. Asked is the mean *absolute* error."""
    right(X, y, std, lag)
    return float(np.mean((1.0 * X[:, -lag, 0] - 1.0 * y) ** 2) * std)


@misconception
def takes_the_root_of_the_squares(right, X, y, std, lag=1):
    """The root of the mean square came. Asked is the mean *absolute* error."""
    right(X, y, std, lag)
    return float(np.sqrt(np.mean((1.0 * X[:, -lag, 0] - 1.0 * y) ** 2)) * std)


@misconception
def lets_signs_cancel(right, X, y, std, lag=1):
    """Errors above and below cancelled one another: the absolute value comes before the mean."""
    right(X, y, std, lag)
    return float(abs(np.mean(1.0 * X[:, -lag, 0] - 1.0 * y)) * std)


@misconception
def adds_the_errors_up(right, X, y, std, lag=1):
    """The errors were added up. Asked is their mean."""
    return right(X, y, std * len(X), lag)


@misconception
def takes_the_median(right, X, y, std, lag=1):
    """The median of the errors came. Asked is their mean."""
    right(X, y, std, lag)
    return float(np.median(np.abs(1.0 * X[:, -lag, 0] - 1.0 * y)) * std)


@misconception
def guesses_the_mean_of_the_window(right, X, y, std, lag=1):
    """The guess was the mean of the window. It is a single past value."""
    right(X, y, std, lag)
    return float(np.abs(X[:, :, 0].mean(axis=1) - 1.0 * y).mean() * std)


@misconception
def wraps_in_unsigned_integers(right, X, y, std, lag=1):
    """Integers without a sign wrapped around: in uint8, 3 - 5 is 254. Make floats first."""
    right(X, y, std, lag)
    return float(np.abs(X[:, -lag, 0] - y).mean() * std)


@misconception
def takes_a_lag_of_0(right, X, y, std, lag=1):
    """A lag of 0 or below was taken: X[:, -0] is the *first* row. Refuse it."""
    return right(X, y, std, X.shape[1] if lag == 0 else abs(lag) if lag < 0 else lag)


@misconception
def stretches_a_column(right, X, y, std, lag=1):
    """A y of shape (N, 1) was taken: NumPy makes a table (N, N) of all differences. Refuse it."""
    return right(X, y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y, std, lag)
