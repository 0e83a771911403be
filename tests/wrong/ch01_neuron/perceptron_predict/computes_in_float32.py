"""The answer is that of the score, not of the score in seven digits."""

import numpy as np


def perceptron_predict(X, w, b):
    X, w = np.asarray(X, np.float32), np.asarray(w, np.float32)
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError("shape")
    return (X @ w + np.float32(b) > 0).astype(int)
