"""Breaks "y and logits are not changed": np.asarray copies no float64 array, and |z| is written into the logits of the caller."""

import numpy as np


def bce_from_logits(y: np.ndarray, logits: np.ndarray) -> float:
    if np.shape(y) != np.shape(logits):
        raise ValueError("y and logits have another shape each")
    if not np.isin(y, [0, 1]).all():
        raise ValueError("there is a label that is neither 0 nor 1")
    z = np.asarray(logits, dtype=np.float64)
    linear = np.maximum(z, 0) - z * y
    np.abs(z, out=z)
    return float(np.mean(linear + np.log1p(np.exp(-z))))
