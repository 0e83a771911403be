# ruff: noqa (a student wrote this)
"""Keras and MNIST, as in the documentation: Sequential with a list of layers, and model.fit."""

import keras
import numpy as np
from keras import layers


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"prepare_images: dtype: uint8 is needed, not {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"prepare_images: shape: (N, 28, 28) is needed, not {images.shape}")
    return images.astype("float32") / 255


def one_hot(labels, num_classes):
    if labels.ndim != 1:
        raise ValueError(f"one_hot: 1-D: labels have shape {labels.shape}")
    if (labels < 0).any() or (labels >= num_classes).any():
        raise ValueError(f"one_hot: label: not in 0..{num_classes - 1}")
    return np.eye(num_classes, dtype="float32")[labels]


def build_mnist_model(dropout: float = 0.2) -> keras.Model:
    if not 0 <= dropout < 1:
        raise ValueError(f"build_mnist_model: dropout: {dropout}")
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(dropout),
            layers.Dense(10),
        ]
    )


def compile_model(model: keras.Model, learning_rate: float = 1e-3) -> keras.Model:
    if learning_rate <= 0:
        raise ValueError(f"compile_model: learning_rate: {learning_rate}")
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def build_mlp_256(kernel_init: str = "he_normal") -> keras.Model:
    if kernel_init == "he_normal":
        start = {"kernel_initializer": "he_normal"}
    elif kernel_init == "random_normal":
        start = {
            "kernel_initializer": keras.initializers.RandomNormal(stddev=1.0),
            "bias_initializer": keras.initializers.RandomNormal(stddev=1.0),
        }
    else:
        raise ValueError(f"build_mlp_256: kernel_init: {kernel_init!r}")
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            layers.Dense(256, activation="relu", **start),
            layers.Dense(256, activation="relu", **start),
            layers.Dense(10, **start),
        ]
    )
    model.compile(
        optimizer="adam",  # its learning rate is 0.001
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def fit_and_evaluate(model, train, test, epochs=5, batch_size=32, seed=0):
    if epochs < 1:
        raise ValueError(f"fit_and_evaluate: epochs: {epochs}")
    keras.utils.set_random_seed(seed)
    history = model.fit(
        *train, epochs=epochs, batch_size=batch_size, validation_split=0.1, verbose=0
    )
    loss, accuracy = model.evaluate(*test, verbose=0)
    return {
        "train_loss": history.history["loss"],
        "train_accuracy": history.history["accuracy"],
        "test_loss": loss,
        "test_accuracy": accuracy,
    }


def inverted_dropout(x, rate, rng, training):
    if not 0 <= rate < 1:
        raise ValueError(f"inverted_dropout: rate: {rate}")
    x = x * 1.0
    if not training:
        return x
    keep = rng.random(x.shape) >= rate
    return x * keep / (1 - rate)
