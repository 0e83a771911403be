"""The mean is 0 under every scheme."""

from itertools import pairwise

import numpy as np


def init_params(sizes, rng, scheme="he"):
    if scheme not in ("he", "glorot", "normal"):
        raise ValueError("scheme")
    params = []
    for n, m in pairwise(sizes):
        std = {"he": np.sqrt(2 / n), "glorot": np.sqrt(2 / (n + m)), "normal": 1.0}[scheme]
        W = rng.normal(0, std, (n, m))
        if scheme == "normal":
            W += 0.5
            W /= np.std(W)
        b = np.zeros(m)
        params.append((W, b))
    return params
