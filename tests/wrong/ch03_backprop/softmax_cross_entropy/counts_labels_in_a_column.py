"""A y that is not 1-D is refused: NumPy takes a column of labels where logits are square."""

import numpy as np


def softmax_cross_entropy(logits, y):
    logits, y = np.asarray(logits, dtype=float), np.asarray(y)
    if logits.ndim != 2 or y.size != len(logits) or y.ndim == 0:
        raise ValueError("shape")
    if np.any(y < 0) or np.any(y >= logits.shape[1]):
        raise ValueError("label")
    gaps = logits - logits[np.arange(len(logits)), y][:, None]  # no gap where the label is
    top = gaps.max(axis=1)
    return float(np.mean(top + np.log(np.exp(gaps - top[:, None]).sum(axis=1))))
