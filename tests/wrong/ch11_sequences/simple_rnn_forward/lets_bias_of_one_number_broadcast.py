"""Breaks "ValueError if b is not (H,)": b is never checked, so a b of shape (1,) is silently used
for all H numbers.
"""

import numpy as np


def simple_rnn_forward(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray | None = None
) -> np.ndarray:
    X, Wx, Wh, b = 1.0 * X, 1.0 * Wx, 1.0 * Wh, 1.0 * b
    D, H = Wx.shape
    if X.ndim != 3 or X.shape[-1] != D:
        raise ValueError("shape of X does not fit Wx")
    if Wh.shape != (H, H):
        raise ValueError("shape of Wh has to be (H, H)")
    N, T = X.shape[:2]
    if h0 is not None and h0.shape != (N, H):
        raise ValueError("shape of h0 has to be (N, H)")
    h = np.zeros((N, H), dtype=np.result_type(X, Wx, Wh, b)) if h0 is None else 1.0 * h0
    states = np.empty((N, T, H), dtype=np.result_type(X, Wx, Wh, b, h))
    for t in range(T):
        h = np.tanh(X[:, t] @ Wx + h @ Wh + b)
        states[:, t] = h
    return states
