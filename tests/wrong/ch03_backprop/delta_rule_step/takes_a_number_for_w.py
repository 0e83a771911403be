"""A w that is not 1-D is refused: a number too."""

import numpy as np


def delta_rule_step(w, X, t, lr):
    w, X, t = np.atleast_1d(w).astype(float), np.asarray(X, float), np.asarray(t, float)
    if X.ndim != 2 or w.shape != (X.shape[1],) or t.shape != (X.shape[0],):
        raise ValueError("shape")
    return w + lr * X.T @ (t - X @ w)
