"""The tail is kept, not clipped, beyond -60 too."""

import numpy as np


def sigmoid(z):
    z = 1.0 * np.asarray(z)
    if np.isnan(z).any():
        raise ValueError("nan")
    z = np.clip(z, -60, 60)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
