"""Breaks "no Python loop over the pictures or over the F kernels": computes the map of one kernel
after the other in a for loop.
"""

import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    if stride < 1:
        raise ValueError("stride is below 1")
    if X.shape[3] != K.shape[2]:
        raise ValueError("X and K have different numbers of channels")
    X, K, b = 1.0 * X, 1.0 * K, 1.0 * b
    k = K.shape[0]
    P = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    if k > P.shape[1] or k > P.shape[2]:
        raise ValueError("kernel is larger than the picture")
    rows = (P.shape[1] - k) // stride + 1
    columns = (P.shape[2] - k) // stride + 1
    Y = np.empty((len(X), rows, columns, K.shape[3]), dtype=np.result_type(X, K, b))
    for i in range(rows):
        for j in range(columns):
            window = P[:, i * stride : i * stride + k, j * stride : j * stride + k, :]
            for f in range(K.shape[3]):
                Y[:, i, j, f] = (window * K[:, :, :, f]).sum(axis=(1, 2, 3)) + b[f]
    return Y
