"""More labels than rows are refused."""

import numpy as np


def perceptron_train(X, y, lr=1.0, epochs=20):
    X, y = np.asarray(X, float), np.asarray(y, float)
    if X.ndim != 2 or y.ndim != 1 or len(y) < len(X):
        raise ValueError("shape")
    if not np.isin(y, [0, 1]).all():
        raise ValueError("label")
    if lr <= 0:
        raise ValueError("lr")
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for row, label in zip(X, y, strict=False):
            error = label - (row @ w + b > 0)
            if error != 0:
                w += lr * error * row
                b += lr * error
                wrong += 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, float(b), mistakes
