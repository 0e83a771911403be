"""Breaks "the epoch with the lowest validation loss": it takes the epoch with the highest validation accuracy."""

from typing import Any

import keras
import numpy as np


def _review_model(D: int) -> keras.Model:
    model = keras.Sequential(
        [
            keras.Input(shape=(D,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    return model


def train_review_classifier(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, Any]:
    N = len(X)
    sixth = N // 6
    a, b = N - 2 * sixth, N - sixth
    keras.utils.set_random_seed(seed)
    first = _review_model(X.shape[1])
    history = first.fit(
        X[:a],
        y[:a],
        epochs=epochs,
        batch_size=128,
        validation_data=(X[a:b], y[a:b]),
        verbose=0,
    ).history
    best_epoch = int(np.argmax(history["val_accuracy"])) + 1
    keras.utils.set_random_seed(seed)
    model = _review_model(X.shape[1])
    model.fit(X[:a], y[:a], epochs=best_epoch, batch_size=128, verbose=0)
    _, accuracy = model.evaluate(X[b:], y[b:], verbose=0)
    return {
        "history": history,
        "best_epoch": best_epoch,
        "test_accuracy": float(accuracy),
        "model": model,
    }
