"""float32 stays float32."""

import numpy as np


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError("rate")
    x = np.array(x, dtype=np.float64)
    if not training:
        return x.copy()
    kept = rng.random(x.shape) >= rate
    return x * kept / (1 - rate)
