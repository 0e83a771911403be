"""Integers of any kind count as float64: a difference wraps in uint8."""

import numpy as np


def softmax(Z, axis=-1):
    Z = np.asarray(Z)
    if Z.ndim == 0:
        raise ValueError("1-D")
    if Z.shape[axis] == 0:
        raise ValueError("empty")
    e = np.exp(1.0 * (Z - Z.max(axis=axis, keepdims=True)))
    return e / e.sum(axis=axis, keepdims=True)
