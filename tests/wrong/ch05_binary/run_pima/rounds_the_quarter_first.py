"""Breaks "The first 3N // 4 rows are for training": N // 4 * 3 is less when 4 does not divide N (6 in place of 7 of 10 rows)."""

from typing import Any

import keras
import numpy as np


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    if X.ndim != 2 or X.shape[1] != 8:
        raise ValueError("run_pima needs 8 columns")
    quarter = len(X) // 4
    n = 3 * quarter
    X_train, X_test = standardize(*impute_missing(X[:n], X[n:], [1, 2, 3, 4, 5]))
    y_train, y_test = y[:n], y[n:]
    keras.utils.set_random_seed(seed)
    model = build_pima_model()
    model.fit(X_train, y_train, epochs=epochs, batch_size=32, verbose=0)
    result = model.evaluate(X_test, y_test, verbose=0, return_dict=True)
    baseline = max(np.mean(y_test == 0), np.mean(y_test == 1))
    return {"accuracy": float(result["accuracy"]), "baseline": float(baseline), "model": model}
