"""Breaks "h0 is not changed": a floating h0 is taken without a copy and every new state is written
into it.
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
    dtype = np.result_type(X, Wx, Wh, b)
    if h0 is None:
        h = np.zeros((N, H), dtype)
    else:
        if not np.issubdtype(h0.dtype, np.floating):
            h0 = h0.astype(np.float64)
        h = h0.astype(np.result_type(dtype, h0.dtype), copy=False)
    states = np.empty((N, T, H), h.dtype)
    for t in range(T):
        h[:] = np.tanh(X[:, t] @ Wx + h @ Wh + b)
        states[:, t] = h
    return states
