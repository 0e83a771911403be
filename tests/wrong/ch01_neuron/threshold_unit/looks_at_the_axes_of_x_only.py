"""1-D is asked of w too."""

import numpy as np


def threshold_unit(x, w, b):
    x, w = np.asarray(x, float), np.asarray(w, float)
    if x.ndim != 1:
        raise ValueError("1-D")
    if x.shape != w.shape:
        raise ValueError("shape")
    return int(x @ w + b > 0)
