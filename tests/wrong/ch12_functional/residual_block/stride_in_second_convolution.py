from __future__ import annotations

import keras


def residual_block(x: keras.KerasTensor, filters: int, stride: int = 1) -> keras.KerasTensor:
    """Breaks: the first Conv2D has strides=stride, the second has none."""
    if filters < 1:
        raise ValueError("filters must be at least 1")
    way = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    way = keras.layers.Conv2D(filters, 3, strides=stride, padding="same")(way)
    if stride != 1 or x.shape[-1] != filters:
        x = keras.layers.Conv2D(filters, 1, strides=stride, padding="same")(x)
    return keras.layers.ReLU()(keras.layers.Add()([way, x]))
