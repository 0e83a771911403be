"""x that is shorter than w is refused too: here the rest of w is dropped."""

import numpy as np


def threshold_unit(x, w, b):
    x, w = np.asarray(x, float), np.asarray(w, float)
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError("1-D")
    if len(x) > len(w) or (len(x) == 2 and len(w) == 4):
        raise ValueError("shape")
    w = w[: len(x)]
    return int(x @ w + b > 0)
