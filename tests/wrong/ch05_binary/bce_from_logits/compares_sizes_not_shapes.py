"""Breaks "ValueError if y and logits have different shapes": only the number of entries is compared, so (4,) and (4, 1) are broadcast to (4, 4)."""

import numpy as np


def bce_from_logits(y: np.ndarray, logits: np.ndarray) -> float:
    if y.size != logits.size:
        raise ValueError("y and logits need the same shape")
    if np.any((y != 0) & (y != 1)):
        raise ValueError("label must be 0 or 1")
    z = logits.astype(np.float64)
    t = y.astype(np.float64)
    losses = np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))
    return float(losses.mean())
