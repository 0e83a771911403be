"""Breaks "integers of any kind count as floats": -|z| of unsigned logits wraps round to a large number, and the exponential of it overflows."""

import numpy as np


def bce_from_logits(y: np.ndarray, logits: np.ndarray) -> float:
    if y.shape != logits.shape:
        raise ValueError("y and logits must have the same shape")
    if not np.isin(y, (0, 1)).all():
        raise ValueError("labels must be 0 or 1, each label")
    rest = np.log1p(np.exp(-np.abs(logits)))
    loss = np.maximum(logits, 0) - logits * y + rest
    return float(loss.mean())
