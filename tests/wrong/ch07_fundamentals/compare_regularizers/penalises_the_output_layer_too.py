"""Breaks «an L2 penalty of 0.002 on the kernels of both hidden layers»: the Dense layer at the end has the penalty, too."""

from typing import Any

import keras
import numpy as np


def _entropy(y, p):
    p = np.clip(p.astype(np.float64), 1e-7, 1 - 1e-7)
    return float(np.mean(np.where(y == 1, -np.log(p), -np.log(1 - p))))


def compare_regularizers(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, dict[str, Any]]:
    cut = 2 * len(X) // 3
    networks = {  # units of the hidden layers, penalty, dropout
        "base": ([16, 16], None, 0),
        "smaller": ([4], None, 0),
        "l2": ([16, 16], 0.002, 0),
        "dropout": ([16, 16], None, 0.5),
    }
    result = {}
    for name, (hidden, strength, rate) in networks.items():
        keras.utils.set_random_seed(seed)
        model = keras.Sequential([keras.Input((X.shape[1],))])
        for units, activation in [(u, "relu") for u in hidden] + [(1, "sigmoid")]:
            penalty = keras.regularizers.L2(strength) if strength else None
            model.add(keras.layers.Dense(units, activation=activation, kernel_regularizer=penalty))
            if rate and activation == "relu":
                model.add(keras.layers.Dropout(rate))
        model.compile(optimizer=keras.optimizers.Adam(0.001), loss="binary_crossentropy")
        model.fit(X[:cut], y[:cut], epochs=epochs, batch_size=128, verbose=0)
        p = model.predict(X, verbose=0)[:, 0]
        train, val = _entropy(y[:cut], p[:cut]), _entropy(y[cut:], p[cut:])
        result[name] = {"train": train, "val": val, "gap": val - train, "model": model}
    return result
