"""Breaks Y = b[f] + sum over u, v, c: the bias is added once for every channel, so C times in all
(right for C = 1).
"""

import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    if stride < 1:
        raise ValueError("stride must not be below 1")
    if X.shape[3] != K.shape[2]:
        raise ValueError("channel numbers of X and K differ")
    X, K, b = 1.0 * X, 1.0 * K, 1.0 * b
    k, _, channels, F = K.shape
    P = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    if k > min(P.shape[1], P.shape[2]):
        raise ValueError("kernel larger than the picture")
    rows = (P.shape[1] - k) // stride + 1
    columns = (P.shape[2] - k) // stride + 1
    Y = np.zeros((P.shape[0], rows, columns, F), dtype=np.result_type(P, K, b))
    for i in range(rows):
        for j in range(columns):
            for c in range(channels):
                window = P[:, i * stride : i * stride + k, j * stride : j * stride + k, c]
                Y[:, i, j] += np.tensordot(window, K[:, :, c], axes=2) + b
    return Y
