"""Breaks «int(test * N) to test with»: test is taken as a share of the rows that are left after validation, not of all N."""

import numpy as np


def _cut(rows: np.ndarray, share: float) -> tuple[np.ndarray, np.ndarray]:
    n = int(share * len(rows))
    return rows[:n], rows[n:]


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if val <= 0 or test <= 0 or val + test >= 1:
        raise ValueError("val and test: each fraction above 0, their sum below 1")
    if X.shape[0] != y.shape[0]:
        raise ValueError("shape: X and y have different numbers of rows")
    order = rng.permutation(X.shape[0])
    va, rest = _cut(order, val)
    te, tr = _cut(rest, test)
    return X[tr], y[tr], X[va], y[va], X[te], y[te]
