"""Breaks "the first of equals": where two epochs have the same lowest validation loss, `<=` keeps the later one."""

from typing import Any

import keras
import numpy as np


def _build(D: int) -> keras.Model:
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
    val_start = N - 2 * (N // 6)
    test_start = N - N // 6
    keras.utils.set_random_seed(seed)
    first = _build(X.shape[1])
    history = first.fit(
        X[:val_start],
        y[:val_start],
        epochs=epochs,
        batch_size=128,
        validation_data=(X[val_start:test_start], y[val_start:test_start]),
        verbose=0,
    ).history

    best_epoch = 1
    best_loss = history["val_loss"][0]
    for epoch, loss in enumerate(history["val_loss"], start=1):
        if loss <= best_loss:
            best_loss = loss
            best_epoch = epoch

    keras.utils.set_random_seed(seed)
    second = _build(X.shape[1])
    second.fit(X[:val_start], y[:val_start], epochs=best_epoch, batch_size=128, verbose=0)
    test_accuracy = second.evaluate(X[test_start:], y[test_start:], verbose=0)[1]
    return {
        "history": history,
        "best_epoch": best_epoch,
        "test_accuracy": float(test_accuracy),
        "model": second,
    }
