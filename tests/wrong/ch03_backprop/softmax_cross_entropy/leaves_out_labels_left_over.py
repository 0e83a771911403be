"""A y with more labels than rows is refused."""

import numpy as np


def softmax_cross_entropy(logits, y):
    logits, y = np.asarray(logits, dtype=float), np.asarray(y)
    if logits.ndim != 2 or y.ndim != 1 or len(y) < len(logits):
        raise ValueError("shape")
    y = y[: len(logits)]
    if np.any(y < 0) or np.any(y >= logits.shape[1]):
        raise ValueError("label")
    shifted = logits - logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y]
    return float(losses.mean())
