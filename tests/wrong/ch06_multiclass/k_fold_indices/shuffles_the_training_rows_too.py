"""Breaks step 1, "Nothing else is drawn": mixes each fold's training rows with the same generator, which then goes on from another place."""

import numpy as np


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    if k < 2 or k > n:
        raise ValueError(f"k must be from 2 to {n}, not {k}")
    order = rng.permutation(n)
    parts = np.array_split(order, k)
    folds = []
    for i, validation in enumerate(parts):
        train = np.concatenate([part for j, part in enumerate(parts) if j != i])
        rng.shuffle(train)
        folds.append((train, validation))
    return folds
