"""The answer is that of the score, not of the score in seven digits."""

import numpy as np


def threshold_unit(x, w, b):
    x, w = np.asarray(x, np.float32), np.asarray(w, np.float32)
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError("1-D")
    if x.shape != w.shape:
        raise ValueError("shape")
    return int(x @ w + np.float32(b) > 0)
