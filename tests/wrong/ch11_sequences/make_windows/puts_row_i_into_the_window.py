"""Breaks "the window ends before row i": it holds the rows i - lookback + 1 to i, and with a delay
of 1 it contains its own target.
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
        X.append(series[i - lookback + 1 : i + 1 : step])
        y.append(series[i + delay - 1, 0])
    return np.array(X, dtype=series.dtype), np.array(y, dtype=series.dtype)
