"""Breaks «X and y are not changed and share no memory with the answer»: the caller's own arrays are shuffled, and slices of them handed back."""

import numpy as np


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if val <= 0 or test <= 0 or val + test >= 1:
        raise ValueError("each fraction must be above 0 and their sum below 1")
    if len(X) != len(y):
        raise ValueError("X and y must have the same first number in their shape")
    n = len(X)
    n_val, n_test = int(val * n), int(test * n)
    n_train = n - n_val - n_test
    order = rng.permutation(n)
    X[:] = X[order]
    y[:] = y[order]
    Xtr, Xva, Xte = X[:n_train], X[n_train : n_train + n_val], X[n_train + n_val :]
    ytr, yva, yte = y[:n_train], y[n_train : n_train + n_val], y[n_train + n_val :]
    return Xtr, ytr, Xva, yva, Xte, yte
