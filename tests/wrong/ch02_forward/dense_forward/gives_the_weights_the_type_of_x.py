"""Integers count as float64: pixels do not make integers of the weights."""

import numpy as np


def dense_forward(X, W, b):
    X, W, b = np.asarray(X), np.asarray(W), np.asarray(b)
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] != len(W):
        raise ValueError("shape")
    if b.shape != W.shape[1:]:
        raise ValueError("shape")
    W, b = W.astype(X.dtype), b.astype(X.dtype)
    return (1.0 * X) @ W + b
