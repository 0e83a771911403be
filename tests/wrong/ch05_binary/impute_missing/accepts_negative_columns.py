"""Breaks "ValueError if a number in columns is below 0": only numbers that are too large are refused, -1 fills the last column."""

import numpy as np


def impute_missing(
    train: np.ndarray, other: np.ndarray, columns: list[int], missing: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    D = train.shape[1]
    for c in columns:
        if c >= D:
            raise ValueError(f"column {c} is not one of the {D} columns")
    answer = []
    for table in (train, other):
        if np.issubdtype(table.dtype, np.integer):
            new = table.astype(np.float64)
        else:
            new = table.copy()
        answer.append(new)
    for c in columns:
        known = train[train[:, c] != missing, c]
        if known.size == 0:
            raise ValueError(f"column {c}: all unknown")
        for new in answer:
            new[new[:, c] == missing, c] = np.median(known)
    return answer[0], answer[1]
