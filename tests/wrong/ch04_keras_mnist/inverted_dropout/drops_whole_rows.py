"""For every entry by itself."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = 1.0 * np.asarray(x)
    if not training:
        return x.copy()
    kept = rng.random((*x.shape[:1], *[1] * (x.ndim - 1))) >= rate
    return (x * kept / (1 - rate)).astype(x.dtype)
