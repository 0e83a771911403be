"""8.1 conv2d: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _padded(X, padding, mode="constant"):
    """Return the pictures with something on all four sides."""
    sides = ((0, 0), (padding, padding), (padding, padding), (0, 0))
    return np.pad(1.0 * X, sides, mode=mode)


def _windows(P, k, rows, columns):
    """Return the windows that begin in these rows and columns, (N, H', W', k, k, C)."""
    bands = [[P[:, i : i + k, j : j + k] for j in columns] for i in rows]
    return np.stack([np.stack(band, axis=1) for band in bands], axis=1)


def _run(P, K, b, stride=1, *, rows=None, columns=None):
    """Return the answer for pictures that are padded already."""
    k = len(K)
    rows = range(0, P.shape[1] - k + 1, stride) if rows is None else rows
    columns = range(0, P.shape[2] - k + 1, stride) if columns is None else columns
    Y = np.tensordot(_windows(P, k, rows, columns), 1.0 * K, axes=3)
    return (Y + b).astype(np.result_type(P, 1.0 * K))


@misconception
def flips_the_kernel(right, X, K, b, stride=1, padding=0):
    """The kernel was turned around, as mathematicians' convolution has it. Here its first entry
    meets the window's first pixel: nothing is flipped.
    """
    return right(X, K[::-1, ::-1], b, stride, padding)


@misconception
def transposes_the_kernel(right, X, K, b, stride=1, padding=0):
    """Rows and columns of the kernel were exchanged: u counts the rows, in K and in the window."""
    return right(X, np.swapaxes(K, 0, 1), b, stride, padding)


@misconception
def takes_the_first_channel_only(right, X, K, b, stride=1, padding=0):
    """Only the first channel was looked at. Add up over all channels: each has weights of its own
    in K.
    """
    right(X, K, b, stride, padding)
    return right(X[..., :1], K[:, :, :1], b, stride, padding)


@misconception
def takes_the_mean_of_the_window(right, X, K, b, stride=1, padding=0):
    """The products of a window were averaged. They are added up: np.sum, not np.mean."""
    return right(X, 1.0 * K / K[..., 0].size, b, stride, padding)


@misconception
def ignores_the_stride_in_the_slice(right, X, K, b, stride=1, padding=0):
    """The answer has the right shape, but the window of place i begins at row i. It begins at row
    i * stride, and at column j * stride.
    """
    shape = right(X, K, b, stride, padding).shape
    rows, columns = range(shape[1]), range(shape[2])
    return _run(_padded(X, padding), K, b, rows=rows, columns=columns)


@misconception
def ignores_the_stride(right, X, K, b, stride=1, padding=0):
    """The stride has no effect: there is an answer for every row and column. Windows begin at every
    stride-th one.
    """
    right(X, K, b, stride, padding)
    return right(X, K, b, 1, padding)


@misconception
def steps_along_the_rows_only(right, X, K, b, stride=1, padding=0):
    """The stride goes down the rows alone, and every column has an answer. It goes both ways."""
    right(X, K, b, stride, padding)
    P = _padded(X, padding)
    return _run(P, K, b, stride, columns=range(P.shape[2] - len(K) + 1))


@misconception
def takes_the_height_for_both(right, X, K, b, stride=1, padding=0):
    """There are as many columns of places as rows, whatever the width: W' comes from W."""
    Y = right(X, K, b, stride, padding)
    return Y[:, :, : Y.shape[1]].copy()


@misconception
def ignores_the_padding(right, X, K, b, stride=1, padding=0):
    """The padding has no effect: put rows and columns of zeros around every picture first."""
    right(X, K, b, stride, padding)
    return right(X, K, b, stride, 0) if len(K) <= min(X.shape[1:3]) else np.zeros((len(X), 0))


@misconception
def repeats_the_edge(right, X, K, b, stride=1, padding=0):
    """The padding repeats the pixels at the border. It is made of zeros."""
    right(X, K, b, stride, padding)
    return _run(_padded(X, padding, "edge"), K, b, stride)


@misconception
def pads_at_the_end_alone(right, X, K, b, stride=1, padding=0):
    """All zeros stand at the bottom and at the right. `padding` rows come on each of the four
    sides.
    """
    right(X, K, b, stride, padding)
    sides = ((0, 0), (0, 2 * padding), (0, 2 * padding), (0, 0))
    return _run(np.pad(1.0 * X, sides), K, b, stride)


@misconception
def leaves_out_the_bias(right, X, K, b, stride=1, padding=0):
    """With X = 0 every number of kernel f must be b[f]; yours is 0. Add b at every place."""
    return right(X, K, 0 * b, stride, padding)


@misconception
def adds_the_bias_to_every_product(right, X, K, b, stride=1, padding=0):
    """The bias was added to every product of the window, so it is there many times. Add it once, to
    the finished sum.
    """
    return right(X, K, 1.0 * b * K[..., 0].size, stride, padding)


@misconception
def adds_the_bias_at_every_place_of_the_kernel(right, X, K, b, stride=1, padding=0):
    """The bias was added inside the loop over the kernel's rows and columns, so it is there k * k
    times. Add it once, to the finished sum.
    """
    return right(X, K, 1.0 * b * len(K) ** 2, stride, padding)


@misconception
def adds_one_too_early(right, X, K, b, stride=1, padding=0):
    """The places were counted as (H - k + 1) // stride. Divide first, then add 1:
    (H - k) // stride + 1.
    """
    right(X, K, b, stride, padding)
    P, k = _padded(X, padding), len(K)
    rows, columns = (stride * np.arange((side - k + 1) // stride) for side in P.shape[1:3])
    if min(len(rows), len(columns)) == 0:
        return np.zeros((len(X), len(rows), len(columns), len(b)), np.result_type(P, 1.0 * K))
    return _run(P, K, b, rows=rows, columns=columns)


@misconception
def answers_in_the_type_of_the_pictures(right, X, K, b, stride=1, padding=0):
    """The answer has the dtype of X, so integer pictures cut fractions off. Integers count as
    float64: 1.0 * X first.
    """
    Y = right(X, K, b, stride, padding)
    return Y.astype(X.dtype) if X.dtype.kind in "iu" else Y


@misconception
def exchanges_channels_and_kernels(right, X, K, b, stride=1, padding=0):
    """Where there are as many kernels as channels, the two were exchanged. K is (k, k, C, F):
    channels come third, kernels last.
    """
    right(X, K, b, stride, padding)
    swapped = np.swapaxes(K, 2, 3)
    return right(X, swapped, b, stride, padding)


@misconception
def applies_relu(right, X, K, b, stride=1, padding=0):
    """Sums below 0 became 0. A convolution has no activation; in a network one comes after it."""
    return np.maximum(right(X, K, b, stride, padding), 0)


@misconception
def puts_the_kernels_first(right, X, K, b, stride=1, padding=0):
    """The kernels' axis stands before rows and columns. Channels come last: (N, H', W', F)."""
    return np.moveaxis(right(X, K, b, stride, padding), 3, 1)


@misconception
def always_answers_float64(right, X, K, b, stride=1, padding=0):
    """float32 came back as float64. Convert integers only: 1.0 * X does just that."""
    return right(*(np.asarray(part, np.float64) for part in (X, K, b)), stride, padding)


@misconception(grader="test_pictures", unseen="loops over pictures")
def loops_over_the_pictures(right, X, K, b, stride=1, padding=0):
    """Right answers, but the work grows with the pictures in Python. A slice P[:, i:i + k, j:j + k]
    takes the window of all of them at once.
    """
    right(X, K, b, stride, padding)
    return np.concatenate([right(X[n : n + 1], K, b, stride, padding) for n in range(len(X))])


@misconception(grader="test_kernels", unseen="loops over kernels")
def loops_over_the_kernels(right, X, K, b, stride=1, padding=0):
    """Right answers, but the work grows with the kernels in Python. np.tensordot, np.einsum or @
    meets all of them at once.
    """
    right(X, K, b, stride, padding)
    each = [right(X, K[..., f : f + 1], b[f : f + 1], stride, padding) for f in range(len(b))]
    return np.concatenate(each, axis=3)


@misconception
def computes_in_bytes(right, X, K, b, stride=1, padding=0):
    """Integers were multiplied and added in their own type, where large sums begin again from the
    smallest number. Make floats first: 1.0 * X.
    """
    Y = right(X, K, b, stride, padding)
    if all(part.dtype.kind in "iu" for part in (X, K, b)):
        return Y.astype(np.int64).astype(X.dtype).astype(np.float64)
    return Y


@misconception
def lets_numpy_stretch_a_channel(right, X, K, b, stride=1, padding=0):
    """A single channel was accepted where the other has several: NumPy stretched it. Compare
    X.shape[3] with K.shape[2] first.
    """
    if X.shape[3] != K.shape[2] and 1 in (X.shape[3], K.shape[2]):
        C = max(X.shape[3], K.shape[2])
        X, K = np.broadcast_to(X, (*X.shape[:3], C)), np.broadcast_to(K, (*K.shape[:2], C, len(b)))
    return right(X, K, b, stride, padding)


@misconception
def checks_the_kernel_before_padding(right, X, K, b, stride=1, padding=0):
    """Your own check refused a legal kernel: it looks at the picture before it is padded. Compare k
    with H + 2 * padding and W + 2 * padding.
    """
    Y = right(X, K, b, stride, padding)
    if len(K) > min(X.shape[1:3]):
        raise ValueError("conv2d: kernel")
    return Y


@misconception
def answers_nothing_for_a_large_kernel(right, X, K, b, stride=1, padding=0):
    """A kernel larger than the picture was accepted, and no place came back. Refuse it."""
    if X.shape[3] == K.shape[2] and stride >= 1:
        rows, columns = ((side + 2 * padding - len(K)) // stride + 1 for side in X.shape[1:3])
        if min(rows, columns) < 1:
            return np.zeros((len(X), max(rows, 0), max(columns, 0), len(b)))
    return right(X, K, b, stride, padding)
