"""Breaks step 3 and "two calls with the same seed give the same model": the seed is set after the model has drawn its start weights."""

from typing import Any

import keras
import numpy as np


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    if X.ndim != 2 or X.shape[1] != 8:
        raise ValueError(f"X must have 8 columns, not the shape {X.shape}")
    n = 3 * len(X) // 4
    y_train, y_test = y[:n], y[n:]
    X_train, X_test = standardize(*impute_missing(X[:n], X[n:], [1, 2, 3, 4, 5]))
    model = build_pima_model()
    keras.utils.set_random_seed(seed)
    model.fit(X_train, y_train, epochs=epochs, batch_size=32, verbose=0)
    accuracy = model.evaluate(X_test, y_test, verbose=0)[1]
    baseline = max(np.mean(y_test == 0), np.mean(y_test == 1))
    return {"accuracy": float(accuracy), "baseline": float(baseline), "model": model}
