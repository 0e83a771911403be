"""Breaks "Compare its largest and smallest entry": it looks for a computed deviation of 0, so seven times 0.1 is divided by 1.4e-17 and does not become 0."""

import numpy as np


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    tables = (train,) + others
    for table in tables:
        if table.ndim != 2 or table.shape[1] != train.shape[1]:
            raise ValueError("all tables need the shape (rows, D)")
    if train.dtype.kind in "iu":
        tables = tuple(table.astype(np.float64) for table in tables)
    mean = tables[0].mean(axis=0)
    deviation = tables[0].std(axis=0)
    deviation[deviation == 0] = 1
    return tuple((table - mean) / deviation for table in tables)
