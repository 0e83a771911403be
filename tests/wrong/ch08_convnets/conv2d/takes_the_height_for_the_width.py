"""Breaks "W' alike": the number of columns is computed from the height, which is wrong for pictures
that are not square.
"""

import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    if stride < 1:
        raise ValueError("stride below 1")
    if X.shape[3] != K.shape[2]:
        raise ValueError("not the same number of channels")
    k, F = K.shape[0], K.shape[3]
    if k > X.shape[1] + 2 * padding or k > X.shape[2] + 2 * padding:
        raise ValueError("kernel too large")
    X, K, b = 1.0 * X, 1.0 * K, 1.0 * b
    side = (X.shape[1] + 2 * padding - k) // stride + 1
    P = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    Y = np.empty((len(X), side, side, F), dtype=np.result_type(X, K, b))
    for i in range(side):
        for j in range(side):
            top, left = i * stride, j * stride
            window = P[:, top : top + k, left : left + k, :]
            Y[:, i, j, :] = np.tensordot(window, K, axes=3) + b
    return Y
