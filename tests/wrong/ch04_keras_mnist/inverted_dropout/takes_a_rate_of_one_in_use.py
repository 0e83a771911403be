"""Rates are refused whether training or not."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    x = 1.0 * np.asarray(x)
    if not training:
        return x
    if not 0 <= rate < 1:
        raise ValueError("rate")
    return np.where(rng.random(x.shape) >= rate, x / (1 - rate), 0).astype(x.dtype)
