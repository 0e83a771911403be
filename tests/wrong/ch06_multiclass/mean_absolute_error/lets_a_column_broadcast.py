"""Breaks "(N,) or (N, 1), in any mixture": a plain array minus a column is a table of all pairs, and its mean is another number."""

import numpy as np


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    if len(y) != len(p):
        raise ValueError(f"shape: y has {len(y)} rows and p has {len(p)}")
    difference = y.astype(float) - p.astype(float)
    return float(np.mean(np.abs(difference)))
