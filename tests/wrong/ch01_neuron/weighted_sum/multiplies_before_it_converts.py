"""Integers of any kind count as floats: in uint8 the products wrap."""

import numpy as np


def weighted_sum(x, w, b=0.0):
    if np.ndim(x) != 1 or np.ndim(w) != 1:
        raise ValueError("1-D")
    if len(x) != len(w):
        raise ValueError("shape")
    return float(np.dot(x, w) + b)
