from __future__ import annotations

import keras


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """Breaks "`base.trainable = trainable`, on the base itself": a copy gets the flag and the training."""
    if n_classes < 2:
        raise ValueError(f"n_classes has to be 2 or more, not {n_classes}")
    copy = keras.models.clone_model(base)
    copy.set_weights(base.get_weights())
    copy.trainable = trainable
    inputs = keras.Input(base.input_shape[1:])
    features = as_in_use(copy)(inputs)
    hidden = keras.layers.Dense(32, activation="relu")(features)
    outputs = keras.layers.Dense(n_classes, activation="softmax")(hidden)
    return keras.Model(inputs, outputs)
