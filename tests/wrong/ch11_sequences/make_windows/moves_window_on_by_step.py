"""Breaks "for every i from start + lookback to end - delay": i goes up by `step` from window to
window instead of by 1.
"""

import numpy as np


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    if step < 1:
        raise ValueError(f"step has to be 1 or more, not {step}")
    if start < 0 or end > len(series) or end - delay < start + lookback:
        raise ValueError(f"no window in the range {start} to {end}")
    places = np.arange(start + lookback, end - delay + 1, step)
    back = np.arange(-lookback, 0, step)
    X = series[places[:, None] + back]
    y = series[places + delay - 1, 0]
    return X, y
