"""Breaks step 2, "k parts of neighbours": takes every k-th row of the order, so the sizes are right and the parts are others."""

import numpy as np


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    if k < 2 or k > n:
        raise ValueError(f"k must be from 2 to {n}, not {k}")
    order = rng.permutation(n)
    place = np.arange(n)
    return [(order[place % k != i], order[place % k == i]) for i in range(k)]
