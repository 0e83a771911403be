"""Breaks "ValueError if there is no room for a single window": it also refuses where there is room
for exactly one (>= in place of >).
"""

import numpy as np


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step < 1:
        raise ValueError(f"step has to be 1 or more, not {step}")
    first, last = start + lookback, end - delay
    if start < 0 or end > len(series) or first >= last:
        raise ValueError("the range has no room for a window")
    i = np.arange(first, last + 1)
    X = series[i[:, None] + np.arange(-lookback, 0, step)[None, :]]
    return X, series[i + delay - 1, 0]
