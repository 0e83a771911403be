"""Any shape, 0-d included, for every kind: a single number has no entries to fill."""

import numpy as np


def activate(z, kind):
    z = 1.0 * np.asarray(z)
    e = np.exp(-np.abs(z))
    if kind == "linear":
        return z
    if kind == "step":
        return np.heaviside(z, 0.0)
    if kind == "sigmoid":
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    if kind == "tanh":
        return np.tanh(z)
    if kind == "relu":
        return np.maximum(z, 0.0)
    if kind == "softplus":
        return np.maximum(z, 0.0) + np.log1p(e)
    if kind == "elu":
        out = z.copy()
        out[z <= 0] = np.expm1(out[z <= 0])
        return np.atleast_1d(out)
    raise ValueError("kind")
