"""Breaks "k = n is legal": refuses k = n, although leaving out one row each is promised to work."""

import numpy as np


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    if not 2 <= k < n:
        raise ValueError(f"k must be 2 or more, and below {n}")
    order = rng.permutation(n)
    parts = np.array_split(order, k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]
