"""Columns of targets are refused: NumPy takes them where X is square."""

import numpy as np


def delta_rule_step(w, X, t, lr):
    w, X, t = (np.asarray(a, dtype=float) for a in (w, X, t))
    if X.ndim != 2 or w.shape != X.shape[1:] or len(np.atleast_1d(t)) != len(X) or t.ndim == 0:
        raise ValueError("shape")
    new = w + lr * X.T @ (t - X @ w)
    if len(X) != len(w) and new.shape != w.shape:
        raise ValueError("shape")
    return new
