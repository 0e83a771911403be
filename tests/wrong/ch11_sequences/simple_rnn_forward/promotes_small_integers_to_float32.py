"""Breaks "one integer argument makes the answer float64": result_type makes float32 of float32
together with int8, uint8 or int16.
"""

import numpy as np


def simple_rnn_forward(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray | None = None
) -> np.ndarray:
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
    arguments = [X, Wx, Wh, b] + ([] if h0 is None else [h0])
    dtype = np.result_type(*arguments)
    if not np.issubdtype(dtype, np.floating):
        dtype = np.float64
    X, Wx, Wh, b = (a.astype(dtype) for a in (X, Wx, Wh, b))
    h = np.zeros((N, H), dtype) if h0 is None else h0.astype(dtype)
    states = np.empty((N, T, H), dtype)
    for t in range(T):
        h = np.tanh(X[:, t] @ Wx + h @ Wh + b)
        states[:, t] = h
    return states
