"""Breaks "fit it on the same training rows": the second model is trained on the training and the validation rows together."""

from typing import Any

import keras
import numpy as np


def train_review_classifier(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, Any]:
    def seeded_model() -> keras.Model:
        keras.utils.set_random_seed(seed)
        inputs = keras.Input(shape=(X.shape[1],))
        h = keras.layers.Dense(16, activation="relu")(inputs)
        h = keras.layers.Dense(16, activation="relu")(h)
        outputs = keras.layers.Dense(1, activation="sigmoid")(h)
        model = keras.Model(inputs, outputs)
        model.compile(
            optimizer=keras.optimizers.Adam(learning_rate=0.001),
            loss="binary_crossentropy",
            metrics=["accuracy"],
        )
        return model

    test = len(X) - len(X) // 6
    val = test - len(X) // 6
    history = (
        seeded_model()
        .fit(
            X[:val],
            y[:val],
            epochs=epochs,
            batch_size=128,
            validation_data=(X[val:test], y[val:test]),
            verbose=0,
        )
        .history
    )
    best_epoch = int(np.argmin(history["val_loss"])) + 1
    # the validation rows have done their work: now they can help to learn
    model = seeded_model()
    model.fit(X[:test], y[:test], epochs=best_epoch, batch_size=128, verbose=0)
    test_accuracy = model.evaluate(X[test:], y[test:], verbose=0)[1]
    return {
        "history": history,
        "best_epoch": best_epoch,
        "test_accuracy": float(test_accuracy),
        "model": model,
    }
