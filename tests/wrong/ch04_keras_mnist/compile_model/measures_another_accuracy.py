"""The accuracy is the share of right answers."""

import keras


def compile_model(model, learning_rate=1e-3):
    if learning_rate <= 0:
        raise ValueError("learning_rate")
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss=loss,
        metrics=[keras.metrics.SparseTopKCategoricalAccuracy(5, name="accuracy")],
    )
    return model
