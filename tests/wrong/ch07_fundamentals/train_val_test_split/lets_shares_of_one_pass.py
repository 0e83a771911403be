"""Breaks «if together they are 1 or more»: a sum of exactly 1 is let through, and no row is left to train on."""

import numpy as np


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if val <= 0 or test <= 0 or val + test > 1:
        raise ValueError("a fraction is out of range")
    if len(X) != len(y):
        raise ValueError("X and y have different shapes")
    n = len(X)
    a = int(val * n)
    b = a + int(test * n)
    order = rng.permutation(n)
    va, te, tr = order[:a], order[a:b], order[b:]
    return X[tr], y[tr], X[va], y[va], X[te], y[te]
