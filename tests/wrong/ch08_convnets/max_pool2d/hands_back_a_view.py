"""Breaks "the answer shares no memory with it": for windows of one pixel a slice of X itself is
handed back.
"""

import numpy as np


def max_pool2d(X: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    N, H, W, C = X.shape
    if size < 1 or size > H or size > W:
        raise ValueError("size out of range")
    if stride is None:
        stride = size
    if size == 1:  # nothing to compare
        return X[:, ::stride, ::stride]
    rows, columns = (H - size) // stride + 1, (W - size) // stride + 1
    Y = np.empty((N, rows, columns, C), dtype=X.dtype)
    for i in range(rows):
        for j in range(columns):
            window = X[:, i * stride : i * stride + size, j * stride : j * stride + size]
            Y[:, i, j] = window.max(axis=(1, 2))
    return Y
