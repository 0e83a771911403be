"""For every entry by itself: here two neighbours go together."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = 1.0 * np.asarray(x)
    if not training:
        return x.copy()
    drawn = np.repeat(rng.random((x.size + 1) // 2), 2)[: x.size]
    kept = drawn.reshape(x.shape) >= rate
    return (x * kept / (1 - rate)).astype(x.dtype)
