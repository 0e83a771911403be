"""Integers of any kind count as float64: in uint8 the products wrap."""

import numpy as np


def mlp_forward(X, params, activations):
    if len(params) != len(activations):
        raise ValueError("layers")
    A, caches = np.asarray(X), []
    for (W, b), kind in zip(params, activations, strict=True):
        Z = 1.0 * (A @ W + b)
        caches.append({"A_prev": A, "Z": Z})
        A = activate(Z, kind)  # noqa: F821 - the chapter's
    return A, caches
