"""Sparse: labels come as integers."""

import keras


def compile_model(model, learning_rate=1e-3):
    if learning_rate <= 0:
        raise ValueError("learning_rate")
    loss = "categorical_crossentropy"
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss, metrics=["accuracy"])
    return model
