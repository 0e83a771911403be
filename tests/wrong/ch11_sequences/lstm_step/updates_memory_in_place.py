"""Breaks "c is not changed": the new memory is computed with *= and += inside the caller's c when
that is floating.
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

    def as_float(a):
        return a if a.dtype.kind == "f" else a.astype(float)

    x, h, c, W, U, b = map(as_float, (x, h, c, W, U, b))
    z = x @ W + h @ U + b
    c = c.astype(np.result_type(z, c), copy=False)
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)
    c *= _sigmoid(z_f)
    c += _sigmoid(z_i) * np.tanh(z_g)
    return _sigmoid(z_o) * np.tanh(c), c
