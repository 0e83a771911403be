"""Integers of any kind count as float64: -128 in int8 has no absolute value there."""

import numpy as np


def sigmoid(z):
    z = np.asarray(z)
    if np.isnan(z).any():
        raise ValueError("nan")
    e = np.exp(-1.0 * np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
