"""Breaks "ValueError (say gate) if the last axis of b is not 4H": only W and U are checked; a b of
one number is broadcast, others fail without the word.
"""

import numpy as np


def _sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def lstm_step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    H = h.shape[-1]
    if W.shape[-1] != 4 * H or U.shape[-1] != 4 * H:
        raise ValueError("each gate needs H columns of W and of U")
    x, h, c, W, U, b = (1.0 * a for a in (x, h, c, W, U, b))
    scores = x @ W + h @ U + b
    z_i, z_f, z_g, z_o = np.split(scores, 4, axis=1)
    c_next = _sigmoid(z_f) * c + _sigmoid(z_i) * np.tanh(z_g)
    h_next = _sigmoid(z_o) * np.tanh(c_next)
    return h_next, c_next
