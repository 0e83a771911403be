"""Breaks «there train becomes 0, and other becomes entry - smallest»: in a column that is flat in train, other becomes 0, too."""

import numpy as np


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if train.ndim != 2 or other.ndim != 2 or train.shape[1] != other.shape[1]:
        raise ValueError(f"shape {train.shape} does not go with shape {other.shape}")
    low = train.min(axis=0).astype(np.float64)
    high = train.max(axis=0).astype(np.float64)
    answer = []
    for table in (train, other):
        dtype = np.float64 if np.issubdtype(table.dtype, np.integer) else table.dtype
        new = np.zeros(table.shape, dtype=dtype)
        for j in range(table.shape[1]):
            if high[j] > low[j]:
                new[:, j] = (table[:, j] - low[j]) / (high[j] - low[j])
        answer.append(new)
    return answer[0], answer[1]
