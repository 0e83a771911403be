"""Breaks "ValueError if y and p have different numbers of rows": zip silently ends with the shorter of the two."""

import numpy as np


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    total = 0.0
    rows = 0
    for a, b in zip(y.reshape(-1), p.reshape(-1)):
        total += abs(float(a) - float(b))
        rows += 1
    return total / rows
