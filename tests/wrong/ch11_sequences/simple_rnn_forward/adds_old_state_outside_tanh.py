"""Breaks h = tanh(x @ Wx + h @ Wh + b): the old state's part is added behind the tanh instead of
inside it.
"""

import numpy as np


def simple_rnn_forward(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray | None = None
) -> np.ndarray:
    X, Wx, Wh, b = 1.0 * X, 1.0 * Wx, 1.0 * Wh, 1.0 * b
    D, H = Wx.shape
    if X.ndim != 3 or X.shape[2] != D:
        raise ValueError(f"shape of X is {X.shape}, not (N, T, {D})")
    N, T, _ = X.shape
    if Wh.shape != (H, H):
        raise ValueError(f"shape of Wh is {Wh.shape}, not {(H, H)}")
    if b.shape != (H,):
        raise ValueError(f"shape of b is {b.shape}, not {(H,)}")
    if h0 is not None and h0.shape != (N, H):
        raise ValueError(f"shape of h0 is {h0.shape}, not {(N, H)}")
    h = np.zeros((N, H), dtype=np.result_type(X, Wx, Wh, b)) if h0 is None else 1.0 * h0
    states = np.empty((N, T, H), dtype=np.result_type(X, Wx, Wh, b, h))
    for t in range(T):
        h = np.tanh(X[:, t] @ Wx + b) + h @ Wh
        states[:, t] = h
    return states
