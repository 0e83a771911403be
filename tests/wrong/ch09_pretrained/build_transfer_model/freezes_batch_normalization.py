from __future__ import annotations

import keras


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """Breaks "its scale and shift are weights as others": BatchNormalization never moves."""
    if n_classes < 2:
        raise ValueError(f"n_classes has to be 2 or more, not {n_classes}")
    base.trainable = trainable
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    features = as_in_use(base)(inputs)
    hidden = keras.layers.Dense(32, activation="relu")(features)
    outputs = keras.layers.Dense(n_classes, activation="softmax")(hidden)
    return keras.Model(inputs, outputs)
