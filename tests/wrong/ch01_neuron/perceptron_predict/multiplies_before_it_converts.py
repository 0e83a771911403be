"""Integers of any kind count as floats: in uint8 the products wrap."""

import numpy as np


def perceptron_predict(X, w, b):
    if np.ndim(X) != 2 or np.shape(w) != np.shape(X)[1:]:
        raise ValueError("shape")
    return (1.0 * (X @ w) + b > 0).astype(int)
