"""Breaks step 3, "Dense layers of 64 and of `hidden` units": the first layer gets `hidden` units as well, which only shows where hidden is not 64."""

import keras
import numpy as np


def train_topics(
    X: np.ndarray, y: np.ndarray, hidden: int = 64, epochs: int = 12, seed: int = 0
) -> dict[str, float | keras.Model]:
    if hidden < 1:
        raise ValueError(f"hidden must be at least 1, not {hidden}")
    y = y.astype(np.int64)
    cut = 4 * len(X) // 5
    X_train, y_train, X_test, y_test = X[:cut], y[:cut], X[cut:], y[cut:]
    classes = int(y.max()) + 1
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((X.shape[1],)),
            keras.layers.Dense(hidden, activation="relu"),
            keras.layers.Dense(hidden, activation="relu"),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="sparse_categorical_crossentropy",
    )
    model.fit(X_train, y_train, epochs=epochs, batch_size=128, verbose=0)
    guesses = model.predict(X_test, verbose=0).argmax(axis=1)
    accuracy = np.mean(guesses == y_test)
    commonest = np.bincount(y_train).argmax()
    baseline = np.mean(y_test == commonest)
    return {"accuracy": float(accuracy), "baseline": float(baseline), "model": model}
