"""Breaks "h_next = o * tanh(c_next), from the memory as it is now": it shows the memory c from
before the step.
"""

import numpy as np


def _sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def lstm_step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    H = h.shape[1]
    for a in (W, U, b):
        if a.shape[-1] != 4 * H:
            raise ValueError(f"four gates need {4 * H} columns, not {a.shape[-1]}")
    x, h, c, W, U, b = (1.0 * a for a in (x, h, c, W, U, b))
    z_i, z_f, z_g, z_o = np.split(x @ W + h @ U + b, 4, axis=1)
    i, f, g, o = _sigmoid(z_i), _sigmoid(z_f), np.tanh(z_g), _sigmoid(z_o)
    h_next = o * np.tanh(c)
    c_next = f * c + i * g
    return h_next, c_next
