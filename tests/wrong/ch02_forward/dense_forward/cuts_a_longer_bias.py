"""A b that is longer than (M,) is refused."""

import numpy as np


def dense_forward(X, W, b):
    X, W, b = 1.0 * np.asarray(X), 1.0 * np.asarray(W), 1.0 * np.asarray(b)
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] != len(W):
        raise ValueError("shape")
    if b.ndim != 1 or len(b) < W.shape[1]:
        raise ValueError("shape")
    return X @ W + b[: W.shape[1]]
