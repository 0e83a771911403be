"""Breaks «run from 0 to 1» for narrow columns: np.isclose calls a column from 100000.0 to 100000.5 flat, although its entries are not all equal."""

import numpy as np


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if train.ndim != 2 or other.ndim != 2 or train.shape[1] != other.shape[1]:
        raise ValueError("shape: two tables with the same columns are needed")
    if not np.issubdtype(train.dtype, np.floating):
        train = train.astype(np.float64)
    if not np.issubdtype(other.dtype, np.floating):
        other = other.astype(np.float64)
    low, high = train.min(axis=0), train.max(axis=0)
    width = np.where(np.isclose(low, high), np.ones_like(low), high - low)
    return (train - low) / width, ((other - low) / width).astype(other.dtype)
