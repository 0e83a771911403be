"""Breaks "integers of any kind count as float64, in each of the three": uint8 or int16 together
with float32 gives float32, not float64.
"""

import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    if X.shape[3] != K.shape[2]:
        raise ValueError("X and K must have the same number of channels")
    if stride < 1:
        raise ValueError("stride must be at least 1")
    dtype = np.result_type(X, K, b)
    if not np.issubdtype(dtype, np.floating):
        dtype = np.dtype(np.float64)
    k = K.shape[0]
    P = np.pad(X.astype(dtype), ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    if k > P.shape[1] or k > P.shape[2]:
        raise ValueError("kernel larger than a padded picture")
    K, b = K.astype(dtype), b.astype(dtype)
    rows = (P.shape[1] - k) // stride + 1
    columns = (P.shape[2] - k) // stride + 1
    Y = np.empty((len(P), rows, columns, K.shape[3]), dtype=dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            Y[:, i, j] = np.tensordot(P[:, top : top + k, left : left + k], K, axes=3) + b
    return Y
