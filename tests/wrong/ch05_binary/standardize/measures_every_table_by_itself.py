"""Breaks "measured by the means and deviations of the training rows": each table gets a mean and a deviation of its own."""

import numpy as np


def _scale(table: np.ndarray) -> np.ndarray:
    new = table.astype(np.float64)
    mean = new.mean(axis=0)
    deviation = new.std(axis=0)
    equal = new.max(axis=0) == new.min(axis=0)
    mean[equal] = new[0, equal]
    deviation[equal] = 1.0
    new = (new - mean) / deviation
    return new.astype(np.float64 if table.dtype.kind in "iu" else table.dtype)


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    for table in (train, *others):
        if table.ndim != 2 or table.shape[1] != train.shape[1]:
            raise ValueError("wrong shape of a table")
    return tuple(_scale(table) for table in (train, *others))
