"""Breaks "the rows i - lookback, i - lookback + step, …": it goes back from row i - 1, so where
step does not divide lookback - 1 other rows are taken.
"""

import numpy as np


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step < 1:
        raise ValueError(f"step has to be 1 or more, not {step}")
    if start < 0 or end > len(series) or end - delay < start + lookback:
        raise ValueError(f"no window in the range {start} to {end}")
    X, y = [], []
    for i in range(start + lookback, end - delay + 1):
        rows = np.arange(i - 1, i - lookback - 1, -step)[::-1]
        X.append(series[rows])
        y.append(series[i + delay - 1, 0])
    return np.array(X), np.array(y)
