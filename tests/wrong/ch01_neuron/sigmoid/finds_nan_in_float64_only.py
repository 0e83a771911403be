"""NaN is refused in float32 too."""

import numpy as np


def sigmoid(z):
    z = 1.0 * np.asarray(z)
    if z.dtype == np.float64 and np.isnan(z).any():
        raise ValueError("nan")
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
