"""Breaks "ValueError if y is not (N,)": only the length is checked, so a y of (N, 1) is broadcast
to N times N differences.
"""

import numpy as np


def naive_forecast_mae(X: np.ndarray, y: np.ndarray, std: float, lag: int = 1) -> float:
    if X.ndim != 3 or len(y) != len(X):
        raise ValueError("shape of X or of y is wrong")
    if lag < 1 or lag > X.shape[1]:
        raise ValueError("lag is outside of the window")
    guess = X[:, X.shape[1] - lag, 0].astype(float)
    return float(np.mean(np.abs(guess - y.astype(float))) * std)
