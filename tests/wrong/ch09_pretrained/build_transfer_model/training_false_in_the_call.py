from __future__ import annotations

import keras


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """Breaks "works as in use, even while the model is trained": the call's training=False does not last."""
    if n_classes < 2:
        raise ValueError(f"n_classes has to be 2 or more, not {n_classes}")
    base.trainable = trainable
    inputs = keras.Input(base.input_shape[1:])
    features = base(inputs, training=False)
    hidden = keras.layers.Dense(32, activation="relu")(features)
    outputs = keras.layers.Dense(n_classes, activation="softmax")(hidden)
    return keras.Model(inputs, outputs)
