"""Breaks «they are measured by train's numbers»: other is scaled by its own smallest and largest entries."""

import numpy as np


def _scale(table: np.ndarray) -> np.ndarray:
    if table.dtype.kind != "f":
        table = table.astype(np.float64)
    low, high = table.min(axis=0), table.max(axis=0)
    width = high - low
    width[width == 0] = 1
    return (table - low) / width


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if train.ndim != 2 or other.ndim != 2 or train.shape[1] != other.shape[1]:
        raise ValueError("wrong shape")
    return _scale(train), _scale(other)
