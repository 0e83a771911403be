"""Breaks "the kernel is not flipped": turns K upside down and left to right, as the mathematicians'
convolution does.
"""

import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    if stride < 1:
        raise ValueError(f"the stride must be at least 1, not {stride}")
    if X.shape[3] != K.shape[2]:
        raise ValueError("X and K have different numbers of channels")
    k = K.shape[0]
    X, K, b = 1.0 * X, 1.0 * K, 1.0 * b
    K = K[::-1, ::-1]  # a convolution turns its kernel around
    P = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    if k > P.shape[1] or k > P.shape[2]:
        raise ValueError("the kernel is larger than the padded picture")
    rows = (P.shape[1] - k) // stride + 1
    columns = (P.shape[2] - k) // stride + 1
    Y = np.empty((len(X), rows, columns, K.shape[3]), dtype=np.result_type(X, K, b))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            Y[:, i, j] = np.tensordot(P[:, top : top + k, left : left + k], K, axes=3) + b
    return Y
