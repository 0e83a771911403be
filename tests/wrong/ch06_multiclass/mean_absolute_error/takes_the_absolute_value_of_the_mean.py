"""Breaks "the mean of |y - p|": takes the mean first, so that errors up and down cancel."""

import numpy as np


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    y = np.asarray(y, dtype=float).reshape(-1)
    p = np.asarray(p, dtype=float).reshape(-1)
    if len(y) != len(p):
        raise ValueError(f"shape: {len(y)} rows and {len(p)} rows")
    return float(abs(np.mean(y - p)))
