"""Breaks "k pairs `(train, validation)`": the pairs come as (validation, train)."""

import numpy as np


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    if k < 2 or k > n:
        raise ValueError(f"k must be from 2 to {n}, not {k}")
    order = rng.permutation(n)
    folds = []
    for part in np.array_split(order, k):
        others = order[~np.isin(order, part)]
        folds.append((part, others))
    return folds
