"""Test rows are for nothing else."""

import keras


def fit_and_evaluate(model, train, test, epochs=5, batch_size=32, seed=0):
    if epochs < 1:
        raise ValueError("epochs")
    keras.utils.set_random_seed(seed)
    history = model.fit(
        *train, epochs=epochs, batch_size=batch_size, validation_data=test, verbose=0
    ).history
    loss, accuracy = model.evaluate(*test, verbose=0)
    return {
        "train_loss": history["loss"],
        "train_accuracy": history["accuracy"],
        "test_loss": loss,
        "test_accuracy": accuracy,
    }
