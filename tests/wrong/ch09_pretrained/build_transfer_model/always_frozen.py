from __future__ import annotations

import keras


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """Breaks "`base.trainable = trainable`": the base is frozen whatever is asked."""
    if n_classes < 2:
        raise ValueError(f"n_classes has to be 2 or more, not {n_classes}")
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    features = as_in_use(base)(inputs)
    hidden = keras.layers.Dense(32, activation="relu")(features)
    outputs = keras.layers.Dense(n_classes, activation="softmax")(hidden)
    return keras.Model(inputs, outputs)
