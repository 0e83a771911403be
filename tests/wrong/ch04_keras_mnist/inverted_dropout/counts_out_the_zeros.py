"""For every entry by itself: here their number is fixed."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = 1.0 * np.asarray(x)
    if not training:
        return x.copy()
    kept = np.ones(x.size)
    kept[: round(rate * x.size)] = 0
    kept = rng.permutation(kept).reshape(x.shape)
    return (x * kept / (1 - rate)).astype(x.dtype)
