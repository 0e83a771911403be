"""Breaks "as a `float`": only integers are converted, so where y and p are both float32 the answer is an np.float32, which is no float."""

import numpy as np


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    y, p = np.ravel(y), np.ravel(p)
    if y.size != p.size:
        raise ValueError("y and p must have the same shape")
    if np.issubdtype(y.dtype, np.integer):
        y = y.astype(float)
    if np.issubdtype(p.dtype, np.integer):
        p = p.astype(float)
    return np.mean(np.abs(y - p))
