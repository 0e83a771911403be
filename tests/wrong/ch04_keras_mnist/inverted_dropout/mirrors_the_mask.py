"""For every entry by itself: here the second half repeats the first."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = 1.0 * np.asarray(x)
    if not training:
        return x.copy()
    half = rng.random((x.size + 1) // 2)
    drawn = np.concatenate([half, half])[: x.size].reshape(x.shape)
    kept = drawn >= rate
    return (x * kept / (1 - rate)).astype(x.dtype)
