"""Breaks "in this order: input, forget, candidate, output": the last two are swapped, input,
forget, output, candidate.
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
    z_i, z_f, z_o, z_g = np.split(x @ W + h @ U + b, 4, axis=1)
    i, f, o = _sigmoid(z_i), _sigmoid(z_f), _sigmoid(z_o)
    g = np.tanh(z_g)
    c_next = f * c + i * g
    return o * np.tanh(c_next), c_next
