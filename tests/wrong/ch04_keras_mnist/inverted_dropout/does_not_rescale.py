"""entry / (1 - rate)."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = 1.0 * np.asarray(x)
    if not training:
        return x.copy()
    kept = rng.binomial(1, 1 - rate, x.shape)
    return (x * kept).astype(x.dtype)
