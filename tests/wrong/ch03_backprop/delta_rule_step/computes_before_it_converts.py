"""Integers of any kind count as floats: in uint8 the errors wrap."""

import numpy as np


def delta_rule_step(w, X, t, lr):
    w, X, t = np.asarray(w), np.asarray(X), np.asarray(t)
    if X.ndim != 2 or w.shape != (X.shape[1],) or t.shape != (X.shape[0],):
        raise ValueError("shape")
    return w + lr * (X.T @ (t - X @ w)).astype(float)
