"""Breaks "the share of the more frequent label among the *test* rows": the label is the more frequent one of the training rows, which may be the rarer one among the test rows."""

from typing import Any

import keras
import numpy as np


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    if X.ndim != 2 or X.shape[1] != 8:
        raise ValueError("X must have exactly 8 columns")
    n = 3 * len(X) // 4
    y_train, y_test = y[:n], y[n:]
    X_train, X_test = standardize(*impute_missing(X[:n], X[n:], [1, 2, 3, 4, 5]))
    keras.utils.set_random_seed(seed)
    model = build_pima_model()
    model.fit(X_train, y_train, epochs=epochs, batch_size=32, verbose=0)
    accuracy = model.evaluate(X_test, y_test, verbose=0)[1]
    usual = 1 if np.mean(y_train) > 0.5 else 0
    baseline = np.mean(y_test == usual)
    return {"accuracy": float(accuracy), "baseline": float(baseline), "model": model}
