"""X with more columns than W has rows is refused."""

import numpy as np


def dense_forward(X, W, b):
    X, W, b = 1.0 * np.asarray(X), 1.0 * np.asarray(W), 1.0 * np.asarray(b)
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] < len(W):
        raise ValueError("shape")
    if b.shape != W.shape[1:]:
        raise ValueError("shape")
    return X[:, : len(W)] @ W + b
