"""Breaks «X and y keep their dtypes»: glued into one table, they get one common dtype, so integer labels beside float rows come back as floats."""

import numpy as np


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if val <= 0 or test <= 0 or val + test >= 1:
        raise ValueError("every fraction must be above 0, and the sum below 1")
    if len(X) != len(y):
        raise ValueError("X and y do not match in shape")
    n = len(X)
    n_val, n_test = int(val * n), int(test * n)
    width = int(np.prod(X.shape[1:]))
    table = np.column_stack([X.reshape(n, width), y])
    table = table[rng.permutation(n)]
    rows, labels = table[:, :-1].reshape(X.shape), table[:, -1]
    a, b = n - n_val - n_test, n - n_test
    return rows[:a], labels[:a], rows[a:b], labels[a:b], rows[b:], labels[b:]
