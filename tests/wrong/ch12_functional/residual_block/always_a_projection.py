from __future__ import annotations

import keras


def residual_block(x: keras.KerasTensor, filters: int, stride: int = 1) -> keras.KerasTensor:
    """Breaks: "then, and only then, x goes through a Conv2D"."""
    if filters < 1:
        raise ValueError("filters must be at least 1")
    way = keras.layers.Conv2D(filters, 3, strides=stride, padding="same", activation="relu")(x)
    way = keras.layers.Conv2D(filters, 3, padding="same")(way)
    x = keras.layers.Conv2D(filters, 1, strides=stride, padding="same")(x)
    return keras.layers.ReLU()(keras.layers.Add()([way, x]))
