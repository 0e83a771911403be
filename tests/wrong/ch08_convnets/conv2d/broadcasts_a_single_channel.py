"""Breaks 'ValueError (say "channel") if X and K have different numbers of channels': pictures of
one channel are taken for any kernel, the channel being repeated.
"""

import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    if stride < 1:
        raise ValueError("stride must be 1 or larger")
    if X.shape[3] not in (1, K.shape[2]):  # a grey picture is the same in every channel
        raise ValueError(f"{X.shape[3]} channels and {K.shape[2]} channels do not go together")
    X, K, b = 1.0 * X, 1.0 * K, 1.0 * b
    k = K.shape[0]
    P = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    if k > P.shape[1] or k > P.shape[2]:
        raise ValueError("the kernel is larger than the padded picture")
    rows = (P.shape[1] - k) // stride + 1
    columns = (P.shape[2] - k) // stride + 1
    Y = np.empty((len(X), rows, columns, K.shape[3]), dtype=np.result_type(X, K, b))
    for i in range(rows):
        for j in range(columns):
            window = P[:, i * stride : i * stride + k, j * stride : j * stride + k, :, np.newaxis]
            Y[:, i, j] = (window * K).sum(axis=(1, 2, 3)) + b
    return Y
