"""Breaks "a window that would reach over the edge is left out": a window begins at every stride-th
row and column, also where only a part of it is left.
"""

import numpy as np


def max_pool2d(X: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    N, H, W, C = X.shape
    if not 1 <= size <= min(H, W):
        raise ValueError(f"size {size} does not go with pictures {H} x {W}")
    if stride is None:
        stride = size
    tops, lefts = range(0, H, stride), range(0, W, stride)
    Y = np.empty((N, len(tops), len(lefts), C), dtype=X.dtype)
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            Y[:, i, j] = X[:, top : top + size, left : left + size].max(axis=(1, 2))
    return Y
