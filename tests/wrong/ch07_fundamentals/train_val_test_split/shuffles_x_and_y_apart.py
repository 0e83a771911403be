"""Breaks «together with its label»: X and y are shuffled by two different permutations."""

import numpy as np


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if val <= 0 or test <= 0 or val + test >= 1:
        raise ValueError("a fraction must be above 0, and both together below 1")
    if len(X) != len(y):
        raise ValueError("the shape of X does not go with the shape of y")
    n = len(X)
    n_val, n_test = int(val * n), int(test * n)
    X = rng.permutation(X)
    y = rng.permutation(y)
    a, b = n_val, n_val + n_test
    return X[b:], y[b:], X[:a], y[:a], X[a:b], y[a:b]
