"""Finite and without a warning in float32 too, where exp(500) overflows."""

import numpy as np


def activation_derivative(z, kind):
    z = 1.0 * np.asarray(z)
    s = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    e = np.exp(-np.abs(z))
    if kind == "linear":
        return np.ones_like(z)
    if kind == "step":
        return np.zeros_like(z)
    if kind == "sigmoid":
        return e / (1 + e) ** 2
    if kind == "tanh":
        return 1 - np.tanh(z) ** 2
    if kind == "relu":
        return np.heaviside(z, 0.0)
    if kind == "softplus":
        return s
    if kind == "elu":
        return np.exp(np.minimum(z, 0.0))
    raise ValueError("kind")
