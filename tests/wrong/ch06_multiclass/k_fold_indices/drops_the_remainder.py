"""Breaks "the first n % k parts have one more" and "each row validates once": all parts have n // k rows, and the last n % k rows of the order never validate."""

import numpy as np


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    if k < 2 or k > n:
        raise ValueError(f"k must be from 2 to {n}, not {k}")
    order = rng.permutation(n)
    size = n // k
    folds = []
    for i in range(k):
        validation = order[i * size : (i + 1) * size]
        train = np.concatenate([order[: i * size], order[(i + 1) * size :]])
        folds.append((train, validation))
    return folds
