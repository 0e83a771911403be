"""Adam with this learning rate and no other setting."""

import keras


def compile_model(model, learning_rate=1e-3):
    if learning_rate <= 0:
        raise ValueError("learning_rate")
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss=loss, metrics=["accuracy"])
    return model
