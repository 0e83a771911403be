"""Breaks "a copy, not a view": X is a (read-only) sliding view of the series and y a slice, so
writing into y changes the series.
"""

import numpy as np


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step < 1:
        raise ValueError(f"step has to be 1 or more, not {step}")
    if start < 0 or end > len(series) or end - delay < start + lookback:
        raise ValueError(f"no window in the range {start} to {end}")
    seen = series[start : end - delay]
    X = np.lib.stride_tricks.sliding_window_view(seen, lookback, axis=0)
    X = np.moveaxis(X, -1, 1)[:, ::step]
    y = series[start + lookback + delay - 1 : end, 0]
    return X, y
