"""11.3 make_windows: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _cut(series, first, lookback, step, delay):
    """Return the windows that begin at some rows, and what comes after each; ends are cut."""
    places = first[:, np.newaxis] + np.arange(0, lookback, step)
    targets = np.minimum(first + lookback + delay - 1, len(series) - 1)
    return series[np.minimum(places, len(series) - 1)], series[targets, 0]


@misconception
def takes_row_i_into_the_window(right, series, lookback, step, delay, start, end):
    """The window reaches up to row i, one too far: with a delay of 1 it holds what it is to
    foretell. The rows are i - lookback to i - 1.
    """
    X, y = right(series, lookback, step, delay, start, end)
    first = start + 1 + np.arange(len(X))
    return _cut(series, first, lookback, step, delay)[0], y


@misconception
def takes_a_target_too_late(right, series, lookback, step, delay, start, end):
    """The target is one row too late: it is row i + delay - 1, so a delay of 1 asks for row i, the
    first behind the window.
    """
    X, _ = right(series, lookback, step, delay, start, end)
    return X, _cut(series, start + np.arange(len(X)), lookback, step, delay + 1)[1]


@misconception
def counts_the_delay_from_the_window(right, series, lookback, step, delay, start, end):
    """The target is one row too early: it is row i + delay - 1; the window ends at row i - 1."""
    X, _ = right(series, lookback, step, delay, start, end)
    return X, _cut(series, start + np.arange(len(X)), lookback, step, delay - 1)[1]


@misconception
def ignores_the_delay(right, series, lookback, step, delay, start, end):
    """The target is always the row right behind the window: delay has no effect on it."""
    X, _ = right(series, lookback, step, delay, start, end)
    return X, _cut(series, start + np.arange(len(X)), lookback, step, 1)[1]


@misconception
def leaves_out_the_last_window(right, series, lookback, step, delay, start, end):
    """The last window is missing: i goes up to end - delay, that one included."""
    X, y = right(series, lookback, step, delay, start, end)
    return X[:-1], y[:-1]


@misconception
def leaves_out_the_first_window(right, series, lookback, step, delay, start, end):
    """The first window is missing: i begins at start + lookback."""
    X, y = right(series, lookback, step, delay, start, end)
    return X[1:], y[1:]


@misconception
def makes_windows_without_overlap(right, series, lookback, step, delay, start, end):
    """The windows stand side by side. The next one begins one row further: i goes up by 1."""
    X, y = right(series, lookback, step, delay, start, end)
    return X[::lookback], y[::lookback]


@misconception
def steps_from_window_to_window(right, series, lookback, step, delay, start, end):
    """step was taken from one window to the next. It is the step *within* a window; i goes up by
    1.
    """
    right(series, lookback, step, delay, start, end)
    X, y = right(series, lookback, 1, delay, start, end)
    return X[::step], y[::step]


@misconception
def ignores_the_step(right, series, lookback, step, delay, start, end):
    """Every row of the window came, whatever step is: take every step-th one."""
    right(series, lookback, step, delay, start, end)
    return right(series, lookback, 1, delay, start, end)


@misconception
def counts_the_steps_from_the_end(right, series, lookback, step, delay, start, end):
    """The steps were counted from the window's last row. Begin at its first: i - lookback,
    i - lookback + step and so on.
    """
    X, y = right(series, lookback, step, delay, start, end)
    over = (lookback - 1) % step
    return _cut(series, start + over + np.arange(len(X)), lookback - over, step, delay)[0], y


@misconception
def takes_lookback_rows_of_every_step(right, series, lookback, step, delay, start, end):
    """A window has `lookback` rows that are step apart, so it reaches too far. It covers lookback
    hours, of which every step-th is in it.
    """
    right(series, lookback, step, delay, start, end)
    if step == 1:
        return right(series, lookback, step, delay, start, end)
    count = max(end - delay - start - lookback * step + 1, 1)
    return _cut(series, start + np.arange(count), lookback * step, step, delay)


@misconception
def takes_the_last_rows_first(right, series, lookback, step, delay, start, end):
    """The rows of each window stand from the last to the first. Keep them in their order."""
    X, y = right(series, lookback, step, delay, start, end)
    return X[:, ::-1].copy(), y


@misconception
def takes_column_0_alone(right, series, lookback, step, delay, start, end):
    """The windows hold column 0 alone. All columns are to look at; only what is foretold is column
    0.
    """
    X, y = right(series, lookback, step, delay, start, end)
    return X[:, :, :1].copy(), y


@misconception
def foretells_all_columns(right, series, lookback, step, delay, start, end):
    """y holds all columns of the row. Asked is column 0, a number for each window: (count,)."""
    X, _ = right(series, lookback, step, delay, start, end)
    return X, series[start + lookback + delay - 1 + np.arange(len(X))]


@misconception
def foretells_the_last_column(right, series, lookback, step, delay, start, end):
    """y is the last column. What is to be foretold is column 0."""
    X, _ = right(series, lookback, step, delay, start, end)
    return X, series[start + lookback + delay - 1 + np.arange(len(X)), -1]


@misconception
def takes_end_as_well(right, series, lookback, step, delay, start, end):
    """The row `end` was looked at. end is left out, as in series[start:end]: the last i is
    end - delay.
    """
    right(series, lookback, step, delay, start, end)
    return right(series, lookback, step, delay, start, min(end + 1, len(series)))


@misconception
def ignores_the_end(right, series, lookback, step, delay, start, end):
    """The windows go on to the end of the series, whatever `end` is."""
    right(series, lookback, step, delay, start, end)
    return right(series, lookback, step, delay, start, len(series))


@misconception
def looks_before_the_start(right, series, lookback, step, delay, start, end):
    """The first window lies before start, so test windows hold training rows. The first i is
    start + lookback.
    """
    right(series, lookback, step, delay, start, end)
    return right(series, lookback, step, delay, max(start - lookback, 0), end)


@misconception
def shuffles_the_windows(right, series, lookback, step, delay, start, end):
    """The windows are not in the order of their times. Shuffling is fit's affair."""
    X, y = right(series, lookback, step, delay, start, end)
    order = np.random.default_rng(0).permutation(len(X))
    return X[order], y[order]


@misconception
def makes_float64(right, series, lookback, step, delay, start, end):
    """Windows or targets are float64, whatever the series is: np.zeros and np.empty make float64
    unless you say dtype=series.dtype.
    """
    X, y = right(series, lookback, step, delay, start, end)
    return X.astype(np.float64), y.astype(np.float64)


@misconception
def answers_no_windows(right, series, lookback, step, delay, start, end):
    """Where there is no room for a window, an empty array came back. Somebody has mistaken the
    range: raise a ValueError that says "range".
    """
    inside = step >= 1 and start >= 0 and end <= len(series)
    if inside and end - delay - start - lookback < 0:
        return np.zeros((0, -(-lookback // step), series.shape[1])), np.zeros(0)
    return right(series, lookback, step, delay, start, end)


@misconception
def cuts_the_end_off(right, series, lookback, step, delay, start, end):
    """An end beyond the rows was taken for the last row. Refuse it: whoever says 9,000 of 8,730
    rows is wrong about something.
    """
    return right(series, lookback, step, delay, start, min(end, len(series)))


@misconception
def lets_targets_lie_behind_end(right, series, lookback, step, delay, start, end):
    """The windows end before `end`, but the targets of the last ones do not. Targets are looked at,
    too: the last i is end - delay.
    """
    right(series, lookback, step, delay, start, end)
    return right(series, lookback, step, delay, start, min(end + delay, len(series)))


@misconception
def moves_the_window_on_by_step(right, series, lookback, step, delay, start, end):
    """step was taken twice: within a window, which is right, and from one window to the next, where
    i goes up by 1.
    """
    X, y = right(series, lookback, step, delay, start, end)
    return X[::step], y[::step]


@misconception
def refuses_a_single_window(right, series, lookback, step, delay, start, end):
    """A range with room for exactly one window was refused. Only less than one is no range."""
    X, y = right(series, lookback, step, delay, start, end)
    if len(X) == 1:
        raise ValueError("range: no room for a window")
    return X, y
