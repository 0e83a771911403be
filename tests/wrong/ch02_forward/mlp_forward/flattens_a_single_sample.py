"""A is (N, …) for one row too."""

import numpy as np


def mlp_forward(X, params, activations):
    if len(params) != len(activations):
        raise ValueError("layers")
    A, caches = 1.0 * np.asarray(X), []
    for (W, b), kind in zip(params, activations, strict=True):
        Z = A @ W + b
        caches.append({"A_prev": A, "Z": Z})
        A = activate(Z, kind)  # noqa: F821 - the chapter's
    return (A[0] if len(A) == 1 else A), caches
