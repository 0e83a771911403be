"""The new weights are float64, whatever comes in."""

import numpy as np


def delta_rule_step(w, X, t, lr):
    if X.ndim != 2 or w.shape != (X.shape[1],) or t.shape != (X.shape[0],):
        raise ValueError("shape")
    if w.dtype.kind != "f":
        w, X, t = w.astype(float), X.astype(float), t.astype(float)
    return w + lr * X.T @ (t - X @ w)
