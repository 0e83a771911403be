"""Breaks sigmoid(z) = 1 / (1 + e^-z) for large scores: written as e^z / (1 + e^z) it gives nan
where 1 is right (above 710, in float32 above 89).
"""

import numpy as np


def lstm_step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    H = h.shape[1]
    for a in (W, U, b):
        if a.shape[-1] != 4 * H:
            raise ValueError(f"four gates need {4 * H} columns, not {a.shape[-1]}")
    x, h, c, W, U, b = (1.0 * a for a in (x, h, c, W, U, b))

    def sigmoid(z):
        return np.exp(z) / (1 + np.exp(z))

    z_i, z_f, z_g, z_o = np.split(x @ W + h @ U + b, 4, axis=1)
    c_next = sigmoid(z_f) * c + sigmoid(z_i) * np.tanh(z_g)
    h_next = sigmoid(z_o) * np.tanh(c_next)
    return h_next, c_next
