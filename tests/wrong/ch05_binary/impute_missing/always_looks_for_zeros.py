"""Breaks the argument `missing`: whatever it is, the zeros count as missing and are filled."""

import numpy as np


def impute_missing(
    train: np.ndarray, other: np.ndarray, columns: list[int], missing: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    if any(c < 0 or c >= train.shape[1] for c in columns):
        raise ValueError("a column is below 0 or not below D")
    filled = train.astype(float) if train.dtype.kind in "iu" else train.copy()
    also = other.astype(float) if other.dtype.kind in "iu" else other.copy()
    for c in columns:
        known = train[:, c] != 0
        if known.sum() == 0:
            raise ValueError(f"column {c} is unknown")
        median = np.median(train[known, c])
        filled[~known, c] = median
        also[other[:, c] == 0, c] = median
    return filled, also
