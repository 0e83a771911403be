"""Breaks "The last N // 6 rows are for the test, the N // 6 before them for validation": the two parts are exchanged, so the rows of the test choose the epoch."""

from typing import Any

import keras
import numpy as np


def _network(D: int) -> keras.Model:
    model = keras.Sequential()
    model.add(keras.Input(shape=(D,)))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    adam = keras.optimizers.Adam(learning_rate=0.001)
    model.compile(optimizer=adam, loss="binary_crossentropy", metrics=["accuracy"])
    return model


def train_review_classifier(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, Any]:
    n = len(X) // 6
    rest = len(X) - 2 * n
    X_train, X_test, X_val = np.split(X, [rest, rest + n])
    y_train, y_test, y_val = np.split(y, [rest, rest + n])

    keras.utils.set_random_seed(seed)
    first = _network(X.shape[1])
    history = first.fit(
        X_train, y_train, epochs=epochs, batch_size=128, validation_data=(X_val, y_val), verbose=0
    ).history
    best_epoch = int(np.argmin(history["val_loss"])) + 1

    keras.utils.set_random_seed(seed)
    second = _network(X.shape[1])
    second.fit(X_train, y_train, epochs=best_epoch, batch_size=128, verbose=0)
    test_accuracy = float(second.evaluate(X_test, y_test, verbose=0)[1])
    return {
        "history": history,
        "best_epoch": best_epoch,
        "test_accuracy": test_accuracy,
        "model": second,
    }
