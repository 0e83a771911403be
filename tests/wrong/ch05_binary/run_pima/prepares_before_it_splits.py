"""Breaks "nothing that is learned hangs on the test rows": medians, means and deviations are computed from all rows, and only then the table is split."""

from typing import Any

import keras
import numpy as np


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    if X.ndim != 2 or X.shape[1] != 8:
        raise ValueError("X needs 8 columns")
    filled, _ = impute_missing(X, X, [1, 2, 3, 4, 5])
    (scaled,) = standardize(filled)
    n = 3 * len(X) // 4
    X_train, X_test, y_train, y_test = scaled[:n], scaled[n:], y[:n], y[n:]
    keras.utils.set_random_seed(seed)
    model = build_pima_model()
    model.fit(X_train, y_train, epochs=epochs, batch_size=32, verbose=0)
    _, accuracy = model.evaluate(X_test, y_test, verbose=0)
    baseline = max(np.mean(y_test == 0), np.mean(y_test == 1))
    return {"accuracy": float(accuracy), "baseline": float(baseline), "model": model}
