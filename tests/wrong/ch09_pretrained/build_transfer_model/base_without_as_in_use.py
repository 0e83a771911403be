from __future__ import annotations

import keras


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """Breaks "The base works as in use, even while the model is trained"."""
    if n_classes < 2:
        raise ValueError(f"n_classes has to be 2 or more, not {n_classes}")
    base.trainable = trainable
    return keras.Sequential(
        [
            keras.Input(base.input_shape[1:]),
            base,
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
