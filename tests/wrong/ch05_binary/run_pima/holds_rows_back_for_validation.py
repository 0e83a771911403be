"""Breaks "Fit on all training rows": validation_split keeps a fifth of the training rows out of the training."""

from typing import Any

import keras
import numpy as np


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    if X.ndim != 2 or X.shape[1] != 8:
        raise ValueError("X does not have 8 columns")
    n = 3 * len(X) // 4
    X_train, X_test = impute_missing(X[:n], X[n:], [1, 2, 3, 4, 5])
    X_train, X_test = standardize(X_train, X_test)
    keras.utils.set_random_seed(seed)
    model = build_pima_model()
    model.fit(X_train, y[:n], epochs=epochs, batch_size=32, validation_split=0.2, verbose=0)
    accuracy = model.evaluate(X_test, y[n:], verbose=0)[1]
    baseline = max(np.mean(y[n:] == 0), np.mean(y[n:] == 1))
    return {"accuracy": float(accuracy), "baseline": float(baseline), "model": model}
