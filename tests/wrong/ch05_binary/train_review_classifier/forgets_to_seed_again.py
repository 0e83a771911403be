"""Breaks step 3, "Seed again in the same way": the second model starts from other weights and sees the rows in another order, so its best epoch is not the one that was found."""

from typing import Any

import keras
import numpy as np


def train_review_classifier(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, Any]:
    def build():
        model = keras.Sequential(
            [
                keras.Input(shape=(X.shape[1],)),
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

    n = len(X) // 6
    X_train, y_train = X[: len(X) - 2 * n], y[: len(X) - 2 * n]
    X_val, y_val = X[len(X) - 2 * n : len(X) - n], y[len(X) - 2 * n : len(X) - n]
    X_test, y_test = X[len(X) - n :], y[len(X) - n :]

    keras.utils.set_random_seed(seed)
    model = build()
    fit = model.fit(
        X_train, y_train, epochs=epochs, batch_size=128, validation_data=(X_val, y_val), verbose=0
    )
    best_epoch = int(np.argmin(fit.history["val_loss"])) + 1

    second = build()
    second.fit(X_train, y_train, epochs=best_epoch, batch_size=128, verbose=0)
    return {
        "history": fit.history,
        "best_epoch": best_epoch,
        "test_accuracy": float(second.evaluate(X_test, y_test, verbose=0)[1]),
        "model": second,
    }
