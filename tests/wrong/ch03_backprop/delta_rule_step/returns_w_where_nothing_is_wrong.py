"""The new weights are a new array, also where no error is left."""

import numpy as np


def delta_rule_step(w, X, t, lr):
    w, X, t = (np.asarray(a, dtype=float) for a in (w, X, t))
    if X.ndim != 2 or w.shape != (X.shape[1],) or t.shape != (X.shape[0],):
        raise ValueError("shape")
    errors = t - X @ w
    if np.all(errors == 0):
        return w
    return w + lr * X.T @ errors
