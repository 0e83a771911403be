"""Breaks "the mean is over all entries" for "one shape, any": the sum is divided by len(y), which for a 2-D array is only the number of rows."""

import numpy as np


def bce_from_logits(y: np.ndarray, logits: np.ndarray) -> float:
    if y.shape != logits.shape:
        raise ValueError("shape of y is not the shape of logits")
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("a label must be 0 or 1")
    z = logits.astype(float)
    y = y.astype(float)
    total = np.sum(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    return float(total / len(y))
