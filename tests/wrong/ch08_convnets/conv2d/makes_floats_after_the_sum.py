"""Breaks "integers of any kind count as float64": products and sums of uint8 pictures and kernels
wrap around before they become floats.
"""

import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    if stride < 1:
        raise ValueError("the stride has to be 1 or more")
    if X.shape[3] != K.shape[2]:
        raise ValueError("X and K disagree about the channels")
    k = K.shape[0]
    P = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    if k > P.shape[1] or k > P.shape[2]:
        raise ValueError("the kernel does not fit into the picture")
    rows = (P.shape[1] - k) // stride + 1
    columns = (P.shape[2] - k) // stride + 1
    dtype = np.result_type(1.0 * X, 1.0 * K, 1.0 * b)
    Y = np.empty((len(X), rows, columns, K.shape[3]), dtype=dtype)
    for i in range(rows):
        for j in range(columns):
            window = P[:, i * stride : i * stride + k, j * stride : j * stride + k, :]
            Y[:, i, j] = 1.0 * np.tensordot(window, K, axes=3) + 1.0 * b
    return Y
