"""x of any shape."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = 1.0 * np.asarray(x)
    if not training:
        return x.copy()
    kept = np.array([rng.random(row.shape) >= rate for row in x])
    return (x * kept / (1 - rate)).astype(x.dtype)
