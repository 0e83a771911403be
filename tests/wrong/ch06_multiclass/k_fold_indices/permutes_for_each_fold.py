"""Breaks step 1, "order = rng.permutation(n), once": draws a new order for every fold, so some rows validate twice and others never."""

import numpy as np


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    if k < 2 or k > n:
        raise ValueError(f"k must be from 2 to {n}, not {k}")
    folds = []
    for i in range(k):
        parts = np.array_split(rng.permutation(n), k)
        validation = parts.pop(i)
        folds.append((np.concatenate(parts), validation))
    return folds
