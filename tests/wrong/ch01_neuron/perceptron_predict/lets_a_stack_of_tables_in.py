"""X that is 3-D is refused."""

import numpy as np


def perceptron_predict(X, w, b):
    X, w = np.asarray(X, float), np.asarray(w, float)
    if X.ndim < 2 or w.shape != X.shape[-1:]:
        raise ValueError("shape")
    return (X @ w + b > 0).astype(int)
