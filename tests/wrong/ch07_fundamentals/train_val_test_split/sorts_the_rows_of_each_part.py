"""Breaks «their rows in this order»: inside each part the rows stand in their old order again, not in that of the permutation."""

import numpy as np


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if val <= 0 or test <= 0 or val + test >= 1:
        raise ValueError("bad fraction")
    if len(X) != len(y):
        raise ValueError("X and y differ in shape")
    n = len(X)
    n_val = int(val * n)
    n_test = int(test * n)
    order = rng.permutation(n)
    in_val = np.zeros(n, dtype=bool)
    in_test = np.zeros(n, dtype=bool)
    in_val[order[:n_val]] = True
    in_test[order[n_val : n_val + n_test]] = True
    in_train = ~(in_val | in_test)
    return X[in_train], y[in_train], X[in_val], y[in_val], X[in_test], y[in_test]
