"""Breaks "the N // 6 before them for validation": validation_split=0.2 of the rows before the test is another number of rows when 6 does not divide N (3 in place of 2 of 13)."""

from typing import Any

import keras
import numpy as np


def _model(D: int) -> keras.Model:
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
    n = len(X) // 6
    end = len(X) - n
    keras.utils.set_random_seed(seed)
    first = _model(X.shape[1])
    # a sixth of all rows is a fifth of those that are left without the test
    history = first.fit(
        X[:end], y[:end], epochs=epochs, batch_size=128, validation_split=0.2, verbose=0
    ).history
    best_epoch = int(np.argmin(history["val_loss"])) + 1
    keras.utils.set_random_seed(seed)
    second = _model(X.shape[1])
    second.fit(X[: end - n], y[: end - n], epochs=best_epoch, batch_size=128, verbose=0)
    test_accuracy = second.evaluate(X[end:], y[end:], verbose=0)[1]
    return {
        "history": history,
        "best_epoch": best_epoch,
        "test_accuracy": float(test_accuracy),
        "model": second,
    }
