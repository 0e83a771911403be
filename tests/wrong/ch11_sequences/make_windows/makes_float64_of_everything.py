"""Breaks "of the dtype of series": X and y are filled into np.zeros and become float64 for a series
of integers or of float32.
"""

import numpy as np


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step < 1:
        raise ValueError(f"step has to be 1 or more, not {step}")
    if start < 0 or end > len(series) or end - delay < start + lookback:
        raise ValueError(f"no window in the range {start} to {end}")
    count = end - delay - start - lookback + 1
    X = np.zeros((count, -(-lookback // step), series.shape[1]))
    y = np.zeros(count)
    for k in range(count):
        i = start + lookback + k
        X[k] = series[i - lookback : i : step]
        y[k] = series[i + delay - 1, 0]
    return X, y
