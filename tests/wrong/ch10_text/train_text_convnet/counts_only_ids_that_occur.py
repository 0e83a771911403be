"""Breaks "V ids, 1 more than the largest in X, whether each of them occurs or not": V is the number of different ids."""

import keras
import numpy as np


def train_text_convnet(
    X: np.ndarray, y: np.ndarray, epochs: int = 6, seed: int = 0
) -> dict[str, float | keras.Model]:
    cut = 4 * len(X) // 5
    V = len(np.unique(X))
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.layers.Embedding(V, 16),
            keras.layers.Conv1D(32, 3, activation="relu"),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(learning_rate=0.005), "binary_crossentropy")
    model.fit(X[:cut], y[:cut], epochs=epochs, batch_size=32, verbose=0)
    guesses = (model.predict(X[cut:], verbose=0).ravel() > 0.5).astype(int)
    majority = int(2 * np.sum(y[:cut] == 1) > cut)
    return {
        "accuracy": float(np.mean(guesses == y[cut:])),
        "baseline": float(np.mean(y[cut:] == majority)),
        "model": model,
    }
