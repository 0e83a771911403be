"""A residual block by hand, on images (N, H, W, C)."""

import numpy as np

from autograder.asserting import dense


def same_windows(X, size, stride):
    """Return the windows of "same" padding, (N, H', W', C, size, size), as TensorFlow pads."""
    pads = []
    for side in X.shape[1:3]:
        total = max((-(-side // stride) - 1) * stride + size - side, 0)
        pads.append((total // 2, total - total // 2))
    padded = np.pad(np.asarray(X, np.float64), ((0, 0), *pads, (0, 0)))
    views = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return views[:, ::stride, ::stride]


def convolved(X, K, b, stride=1):
    """Return a convolution with "same" padding."""
    K = np.asarray(K, np.float64)
    return np.tensordot(same_windows(X, len(K), stride), K, ((4, 5, 3), (0, 1, 2))) + b


def block(weights, X, stride=1, *, inner=dense.relu, outer=dense.relu, shortcut=None):
    """Return what a residual block makes of images; weights are [K1, b1, K2, b2, P, p] or four."""
    K1, b1, K2, b2, *projection = weights
    way = convolved(inner(convolved(X, K1, b1, stride)), K2, b2)
    straight = X if shortcut is None else shortcut
    if projection and shortcut is None:
        straight = convolved(X, projection[0], projection[1], stride)
    return outer(way + straight)
