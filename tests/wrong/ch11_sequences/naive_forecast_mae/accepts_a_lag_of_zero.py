"""Breaks "ValueError if lag is below 1": only negative lags are refused; lag 0 answers with the
first row, since -0 is 0.
"""

import numpy as np


def naive_forecast_mae(X: np.ndarray, y: np.ndarray, std: float, lag: int = 1) -> float:
    if X.ndim != 3 or y.shape != (X.shape[0],):
        raise ValueError("shape: X has to be (N, T, D) and y (N,)")
    if lag < 0 or lag > X.shape[1]:
        raise ValueError("lag has to be a row of the window")
    error = np.abs(1.0 * X[:, -lag, 0] - 1.0 * y)
    return float(error.mean() * std)
