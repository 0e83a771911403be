"""Breaks "Integers of any kind count as floats, unsigned ones too": subtracts in the inputs' dtype, where 1 - 2 wraps round to a huge number."""

import numpy as np


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    y, p = y.reshape(-1), p.reshape(-1)
    if y.shape != p.shape:
        raise ValueError(f"different shape: {y.shape} and {p.shape}")
    return float(np.abs(y - p).mean())
