"""Breaks "GlobalMaxPooling1D": the mean of each map goes to the Dense unit, and not its largest number."""

import keras
import numpy as np


def train_text_convnet(
    X: np.ndarray, y: np.ndarray, epochs: int = 6, seed: int = 0
) -> dict[str, float | keras.Model]:
    cut = 4 * len(X) // 5
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((X.shape[1],), dtype="int32")])
    model.add(keras.layers.Embedding(int(X.max()) + 1, 16))
    model.add(keras.layers.Conv1D(32, 3, activation="relu"))
    model.add(keras.layers.GlobalAveragePooling1D())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy")
    model.fit(X[:cut], y[:cut], epochs=epochs, batch_size=32, verbose=0)
    guesses = model.predict(X[cut:], verbose=0)[:, 0] > 0.5
    majority = int(np.sum(y[:cut] == 1) > np.sum(y[:cut] == 0))
    return {
        "accuracy": float(np.mean(guesses == y[cut:])),
        "baseline": float(np.mean(y[cut:] == majority)),
        "model": model,
    }
