"""sizes is not changed."""

import numpy as np


def init_params(sizes, rng, scheme="he"):
    if scheme not in ("he", "glorot", "normal"):
        raise ValueError("scheme")
    params = []
    n = sizes.pop(0)
    while sizes:
        m = sizes.pop(0)
        std = {"he": np.sqrt(2 / n), "glorot": np.sqrt(2 / (n + m)), "normal": 1.0}[scheme]
        W = rng.normal(0, std, (n, m))
        b = np.zeros(m)
        params.append((W, b))
        n = m
    return params
