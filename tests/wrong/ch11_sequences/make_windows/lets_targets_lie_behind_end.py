"""Breaks "only the rows before `end` are looked at": only the window must end there, its target may
be one of the rows behind `end`.
"""

import numpy as np


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step < 1:
        raise ValueError(f"step has to be 1 or more, not {step}")
    last = min(end, len(series) - delay)
    if start < 0 or end > len(series) or last < start + lookback:
        raise ValueError("range too small for a window")
    places = range(start + lookback, last + 1)
    X = np.array([series[i - lookback : i : step] for i in places])
    y = np.array([series[i + delay - 1, 0] for i in places])
    return X, y
