"""Breaks step 1, «for each of them set_random_seed(seed)»: the seed is set once before the loop, so base, l2 and dropout start with different weights."""

from typing import Any

import keras
import numpy as np


def compare_regularizers(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, dict[str, Any]]:
    keras.utils.set_random_seed(seed)
    cut = 2 * len(X) // 3
    result = {}
    for name in ("base", "smaller", "l2", "dropout"):
        model = keras.Sequential()
        model.add(keras.Input((X.shape[1],)))
        for units in [4] if name == "smaller" else [16, 16]:
            if name == "l2":
                model.add(
                    keras.layers.Dense(
                        units,
                        activation="relu",
                        kernel_regularizer=keras.regularizers.L2(0.002),
                    )
                )
            else:
                model.add(keras.layers.Dense(units, activation="relu"))
            if name == "dropout":
                model.add(keras.layers.Dropout(0.5))
        model.add(keras.layers.Dense(1, activation="sigmoid"))
        model.compile(
            optimizer=keras.optimizers.Adam(learning_rate=0.001), loss="binary_crossentropy"
        )
        model.fit(X[:cut], y[:cut], epochs=epochs, batch_size=128, verbose=0)
        losses = []
        for part in (slice(None, cut), slice(cut, None)):
            p = model.predict(X[part], verbose=0).flatten().astype(np.float64)
            p = np.clip(p, 1e-7, 1 - 1e-7)
            t = y[part].astype(np.float64)
            losses.append(float(-np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))))
        train, val = losses
        result[name] = {"train": train, "val": val, "gap": val - train, "model": model}
    return result
