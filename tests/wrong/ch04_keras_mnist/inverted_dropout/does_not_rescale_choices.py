"""entry / (1 - rate)."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = 1.0 * np.asarray(x)
    if not training:
        return x.copy()
    kept = rng.choice([0.0, 1.0], x.shape, p=[rate, 1 - rate])
    return (x * kept).astype(x.dtype)
