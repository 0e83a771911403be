"""8.3 max_pool2d: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _windows(X, size, stride):
    """Return the windows (N, H', W', C, size, size)."""
    step = size if stride is None else stride
    views = np.lib.stride_tricks.sliding_window_view(X, (size, size), axis=(1, 2))
    return views[:, ::step, ::step]


@misconception
def starts_from_zero(right, X, size=2, stride=None):
    """A window of negative numbers gave 0: the search for the largest began there. Begin with an
    entry of the window, or with -np.inf.
    """
    return np.maximum(right(X, size, stride), np.zeros((), X.dtype))


@misconception
def takes_the_mean(right, X, size=2, stride=None):
    """Windows were averaged. Max pooling keeps the largest entry: np.max."""
    right(X, size, stride)
    return _windows(X, size, stride).mean(axis=(4, 5)).astype(X.dtype)


@misconception
def takes_the_sum(right, X, size=2, stride=None):
    """Windows were added up. Max pooling keeps the largest entry: np.max."""
    right(X, size, stride)
    return _windows(X, size, stride).sum(axis=(4, 5)).astype(X.dtype)


@misconception
def takes_the_smallest(right, X, size=2, stride=None):
    """The smallest entry of every window came back. It is the largest."""
    right(X, size, stride)
    return _windows(X, size, stride).min(axis=(4, 5))


@misconception
def takes_the_first(right, X, size=2, stride=None):
    """The first entry of every window came back, whatever the others are: X[:, ::2, ::2]. Take the
    largest of all.
    """
    right(X, size, stride)
    return _windows(X, size, stride)[..., 0, 0].copy()


@misconception
def compares_by_size(right, X, size=2, stride=None):
    """The entry that is farthest from 0 came back. -3 is smaller than 1: take the largest, not the
    one with the largest absolute value.
    """
    right(X, size, stride)
    windows = _windows(X, size, stride)
    flat = windows.reshape(*windows.shape[:4], -1)
    places = np.abs(flat).argmax(axis=-1)[..., np.newaxis]
    return np.take_along_axis(flat, places, axis=-1)[..., 0]


@misconception
def takes_the_largest_channel(right, X, size=2, stride=None):
    """Every channel got the largest entry of all channels. Each channel is pooled by itself."""
    Y = right(X, size, stride)
    return np.repeat(Y.max(axis=3, keepdims=True), Y.shape[3], axis=3)


@misconception
def mixes_the_pictures(right, X, size=2, stride=None):
    """Every picture got the largest entries of all pictures. Each picture is pooled by itself."""
    Y = right(X, size, stride)
    return np.repeat(Y.max(axis=0, keepdims=True), len(Y), axis=0)


@misconception
def keeps_partial_windows(right, X, size=2, stride=None):
    """Windows that reach over the edge were kept. They are left out: there are
    (H - size) // stride + 1 rows.
    """
    right(X, size, stride)
    step = size if stride is None else stride
    more = [(0, -(side - size) % step) for side in X.shape[1:3]]
    padded = np.pad(X, ((0, 0), *more, (0, 0)), mode="edge")
    return right(padded, size, stride)


@misconception
def keeps_windows_that_begin_inside(right, X, size=2, stride=None):
    """A window was kept wherever one begins, with what is left of it at the edge. Those that reach
    over the edge are left out: there are (H - size) // stride + 1 rows.
    """
    right(X, size, stride)
    step = size if stride is None else stride
    more = [(0, size) for _ in X.shape[1:3]]
    padded = np.pad(X, ((0, 0), *more, (0, 0)), mode="edge")
    rows, columns = (len(range(0, side, step)) for side in X.shape[1:3])
    return right(padded, size, step)[:, :rows, :columns]


@misconception
def drops_at_the_start(right, X, size=2, stride=None):
    """Of sides that are not filled by whole windows, the first rows were left out. Windows begin at
    row 0: what is left over stands at the end.
    """
    right(X, size, stride)
    step = size if stride is None else stride
    top, left = ((side - size) % step for side in X.shape[1:3])
    return right(X[:, top:, left:], size, stride)


@misconception
def ignores_the_stride(right, X, size=2, stride=None):
    """The stride has no effect: windows lie side by side, whatever it is. They begin at every
    stride-th row and column.
    """
    right(X, size, stride)
    return right(X, size)


@misconception
def steps_by_one(right, X, size=2, stride=None):
    """Without a stride, windows begin at every row and column. A stride of None stands for size."""
    return right(X, size, 1 if stride is None else stride)


@misconception
def steps_by_two(right, X, size=2, stride=None):
    """Without a stride, windows begin at every second row and column, whatever their size. A stride
    of None stands for size.
    """
    return right(X, size, 2 if stride is None else stride)


@misconception
def writes_into_the_pictures(right, X, size=2, stride=None):
    """The largest so far was kept in a slice of X. A slice is a view, so X itself was written into,
    and windows that overlap saw it. Begin with a copy.
    """
    rows, columns = right(X, size, stride).shape[1:3]
    step = size if stride is None else stride
    down, wide = step * (rows - 1) + 1, step * (columns - 1) + 1
    largest = X[:, :down:step, :wide:step]
    for u, v in np.ndindex(size, size):
        np.maximum(largest, X[:, u : u + down : step, v : v + wide : step], out=largest)
    return largest.copy()


@misconception
def answers_float64(right, X, size=2, stride=None):
    """The answer is float64, whatever X is. The largest entry is one of X's own, of its dtype."""
    return right(X, size, stride).astype(np.float64)


@misconception
def takes_the_height_for_both(right, X, size=2, stride=None):
    """There are as many columns of windows as rows, whatever the width."""
    Y = right(X, size, stride)
    rows, wide = Y.shape[1:3]
    if wide >= rows:
        return Y[:, :, :rows].copy()
    return np.concatenate([Y, np.zeros_like(Y, shape=(len(Y), rows, rows - wide, Y.shape[3]))], 2)


@misconception
def accepts_a_large_window(right, X, size=2, stride=None):
    """A window larger than the picture was cut off at its edge. It fits nowhere: refuse it."""
    most = min(X.shape[1:3])
    return right(X, most, stride) if size > most else right(X, size, stride)


@misconception
def looks_at_the_height_alone(right, X, size=2, stride=None):
    """A window wider than the picture was accepted. Compare size with H and with W."""
    if size > X.shape[2] and 1 <= size <= X.shape[1]:
        return np.zeros(
            (len(X), right(X[:, :, :1].repeat(size, 2), size, stride).shape[1], 0, X.shape[3])
        )
    return right(X, size, stride)
