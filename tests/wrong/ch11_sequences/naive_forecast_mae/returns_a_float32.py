"""Breaks "the answer, a `float`": for float32 windows and a Python float as std the answer is an
np.float32, which is no float.
"""

import numpy as np


def naive_forecast_mae(X: np.ndarray, y: np.ndarray, std: float, lag: int = 1) -> float:
    if X.ndim != 3 or y.shape != (len(X),):
        raise ValueError(f"shape of X {X.shape} or of y {y.shape} is wrong")
    if not 1 <= lag <= X.shape[1]:
        raise ValueError(f"lag {lag} is not in 1 to {X.shape[1]}")
    if X.dtype.kind != "f":
        X = X.astype(float)
    if y.dtype.kind != "f":
        y = y.astype(float)
    return np.mean(np.abs(X[:, -lag, 0] - y)) * std
