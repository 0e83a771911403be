"""Breaks "y and p are not changed": np.asarray and reshape copy nothing of a float64 array, and -= writes into the caller's y."""

import numpy as np


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    if len(y) != len(p):
        raise ValueError(f"shape: {len(y)} and {len(p)} rows")
    error = np.asarray(y, dtype=np.float64).reshape(-1)
    error -= np.asarray(p, dtype=np.float64).reshape(-1)
    return float(np.abs(error).mean())
