from __future__ import annotations

import keras


def residual_block(x: keras.KerasTensor, filters: int, stride: int = 1) -> keras.KerasTensor:
    """Breaks: "Conv2D with `filters` kernels of 3×3, strides=stride; relu; Conv2D ..."."""
    if filters < 1:
        raise ValueError("filters must be at least 1")
    way = keras.layers.Conv2D(filters, 3, strides=stride, padding="same")(x)
    way = keras.layers.Conv2D(filters, 3, padding="same")(way)
    if stride != 1 or x.shape[-1] != filters:
        x = keras.layers.Conv2D(filters, 1, strides=stride, padding="same")(x)
    return keras.layers.ReLU()(keras.layers.Add()([way, x]))
