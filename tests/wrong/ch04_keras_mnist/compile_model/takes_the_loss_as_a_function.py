"""The loss is told that it gets logits."""

import keras


def compile_model(model, learning_rate=1e-3):
    if learning_rate <= 0:
        raise ValueError("learning_rate")
    loss = keras.losses.sparse_categorical_crossentropy
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss, metrics=["accuracy"])
    return model
