"""Integers become float64."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = np.asarray(x)
    if not training:
        return x.copy() if x.dtype.kind == "f" else x * 1.0
    kept = rng.random(x.shape) >= rate
    factor = x.dtype.type(1 / (1 - rate)) if x.dtype.kind in "iu" else 1 / (1 - rate)
    answer = np.where(kept, x * factor, 0 * x)
    return answer.astype(x.dtype if x.dtype.kind == "f" else np.float64)
