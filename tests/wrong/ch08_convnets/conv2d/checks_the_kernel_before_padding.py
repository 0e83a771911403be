"""Breaks "if k is larger than a PADDED picture": refuses a kernel that is larger than the bare
picture although it fits once the zeros are there.
"""

import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    N, H, W, C = X.shape
    k, _, depth, F = K.shape
    if C != depth:
        raise ValueError(f"{C} channels in the pictures, but a kernel with {depth} channels")
    if k > H or k > W:
        raise ValueError(f"a kernel of {k} is too large for pictures {H} x {W}")
    if stride < 1:
        raise ValueError(f"stride {stride}")
    X, K, b = 1.0 * X, 1.0 * K, 1.0 * b
    P = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows = (H + 2 * padding - k) // stride + 1
    columns = (W + 2 * padding - k) // stride + 1
    Y = np.empty((N, rows, columns, F), dtype=np.result_type(X, K, b))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            Y[:, i, j] = np.tensordot(P[:, top : top + k, left : left + k], K, axes=3) + b
    return Y
