"""Test rows are for nothing else: here a loop of its own trains on them."""

import keras
import tensorflow as tf


def fit_and_evaluate(model, train, test, epochs=5, batch_size=32, seed=0):
    if epochs < 1:
        raise ValueError("epochs")
    keras.utils.set_random_seed(seed)
    history = model.fit(
        *train, epochs=epochs, batch_size=batch_size, validation_split=0.1, verbose=0
    ).history
    x, y = test
    with tf.GradientTape() as tape:
        loss = model.compute_loss(x, y, model(x, training=True))
    for slope, weight in zip(
        tape.gradient(loss, model.trainable_variables), model.trainable_variables
    ):
        weight.assign_sub(0.001 * slope)
    loss, accuracy = model.evaluate(*test, verbose=0)
    return {
        "train_loss": history["loss"],
        "train_accuracy": history["accuracy"],
        "test_loss": loss,
        "test_accuracy": accuracy,
    }
