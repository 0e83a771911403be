"""Breaks "Fill what is missing in columns 1 to 5": range(1, 5) ends at 4, so the zeros of column 5 stay."""

from typing import Any

import keras
import numpy as np


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    if X.ndim != 2 or X.shape[1] != 8:
        raise ValueError("there must be 8 columns")
    split = 3 * X.shape[0] // 4
    train, test = impute_missing(X[:split], X[split:], list(range(1, 5)))
    train, test = standardize(train, test)
    keras.utils.set_random_seed(seed)
    model = build_pima_model()
    model.fit(train, y[:split], epochs=epochs, batch_size=32, verbose=0)
    loss, accuracy = model.evaluate(test, y[split:], verbose=0)
    baseline = max(float(np.mean(y[split:] == 0)), float(np.mean(y[split:] == 1)))
    return {"accuracy": float(accuracy), "baseline": baseline, "model": model}
