"""Breaks «every row is in exactly one part» for few rows: where int(test * N) is 0, order[-0:] is not empty but everything."""

import numpy as np


def train_val_test_split(
    X: np.ndarray, y: np.ndarray, val: float, test: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if val <= 0 or test <= 0 or val + test >= 1:
        raise ValueError("fraction out of range")
    if len(X) != len(y):
        raise ValueError(f"shape: {len(X)} rows, but {len(y)} labels")
    n_val, n_test = int(val * len(X)), int(test * len(X))
    order = rng.permutation(len(X))
    va = order[:n_val]
    tr = order[n_val : len(X) - n_test]
    te = order[-n_test:]
    return X[tr], y[tr], X[va], y[va], X[te], y[te]
