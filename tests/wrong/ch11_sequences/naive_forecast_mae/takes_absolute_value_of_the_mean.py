"""Breaks "the mean of |guess - y|": it takes |mean of guess - y|, so errors up and down cancel."""

import numpy as np


def naive_forecast_mae(X: np.ndarray, y: np.ndarray, std: float, lag: int = 1) -> float:
    if X.ndim != 3 or y.shape != (len(X),):
        raise ValueError(f"shape of X {X.shape} or of y {y.shape} is wrong")
    if not 1 <= lag <= X.shape[1]:
        raise ValueError(f"lag {lag} is not in 1 to {X.shape[1]}")
    guess = X[:, -lag, 0].astype(float)
    return float(abs(np.mean(guess - y.astype(float))) * std)
