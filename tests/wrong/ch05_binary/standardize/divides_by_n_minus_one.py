"""Breaks "its sum of squared deviations divided by N, as `np.std` does": it divides by N - 1 (ddof=1)."""

import numpy as np


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    tables = (train, *others)
    for table in tables:
        if table.ndim != 2 or table.shape[1] != train.shape[1]:
            raise ValueError(f"shape {table.shape} does not fit")
    dtype = np.float64 if np.issubdtype(train.dtype, np.integer) else train.dtype
    equal = train.min(axis=0) == train.max(axis=0)
    N = len(train)
    start = train.astype(np.float64)
    mean = np.where(equal, start[0], start.mean(axis=0))
    squares = ((start - mean) ** 2).sum(axis=0)
    deviation = np.where(equal, 1.0, np.sqrt(squares / max(N - 1, 1)))
    return tuple(((table - mean) / deviation).astype(dtype) for table in tables)
