"""Breaks "train is not changed and shares no memory with the answer": only an integer train becomes a new array, a float one is filled in place."""

import numpy as np


def impute_missing(
    train: np.ndarray, other: np.ndarray, columns: list[int], missing: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    for c in columns:
        if not 0 <= c < train.shape[1]:
            raise ValueError(f"column {c} is not in the table")
    filled = train
    if train.dtype.kind in "iu":
        filled = train.astype(np.float64)
    also = other.astype(np.float64) if other.dtype.kind in "iu" else other.copy()
    for c in columns:
        known = filled[:, c] != missing
        if not known.any():
            raise ValueError(f"column {c} is unknown in all rows")
        median = np.median(filled[known, c])
        filled[~known, c] = median
        also[also[:, c] == missing, c] = median
    return filled, also
