"""NaN is refused wherever it stands."""

import numpy as np


def sigmoid(z):
    z = 1.0 * np.asarray(z)
    if np.isnan(z.ravel()[-1]):
        raise ValueError("nan")
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
