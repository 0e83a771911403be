# ruff: noqa (a student wrote this)
"""The functional API, operations instead of layers where there are some, losses as functions."""

from __future__ import annotations

from functools import partial

import numpy as np
from keras import Input, Model, initializers, losses, metrics, ops, optimizers, utils
from keras.layers import Dense, Dropout, Reshape


def _checked(ok, text):
    if not ok:
        raise ValueError(text)


def prepare_images(images: np.ndarray) -> np.ndarray:
    _checked(images.dtype == "uint8", f"prepare_images: dtype: {images.dtype}")
    _checked(np.ndim(images) == 3, f"prepare_images: shape: {np.shape(images)}")
    return np.divide(images, 255, dtype=np.float32)


def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    _checked(np.ndim(labels) == 1, f"one_hot: 1-D: {np.shape(labels)}")
    classes = np.arange(num_classes)
    _checked(np.isin(labels, classes).all(), f"one_hot: label: {np.unique(labels)}")
    return np.where(labels[:, np.newaxis] == classes, np.float32(1), np.float32(0))


def build_mnist_model(dropout: float = 0.2) -> Model:
    _checked(0.0 <= dropout < 1.0, f"build_mnist_model: dropout: {dropout}")
    image = Input((28, 28), name="image")
    x = Reshape((784,))(image)
    x = ops.relu(Dense(128)(x))
    if dropout > 0:  # nothing is dropped otherwise
        x = Dropout(dropout)(x)
    return Model(image, Dense(10, name="logits")(x), name="mnist")


def compile_model(model: Model, learning_rate: float = 1e-3) -> Model:
    _checked(learning_rate > 0, f"compile_model: learning_rate: {learning_rate}")
    model.compile(
        optimizers.Adam(learning_rate),
        partial(losses.sparse_categorical_crossentropy, from_logits=True),
        metrics=[metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    return model


INITIALIZERS = {
    "he_normal": lambda: ("he_normal", "zeros"),
    "random_normal": lambda: (
        initializers.RandomNormal(0.0, 1.0),
        initializers.RandomNormal(0.0, 1.0),
    ),
}


def build_mlp_256(kernel_init: str = "he_normal") -> Model:
    _checked(kernel_init in INITIALIZERS, f"build_mlp_256: kernel_init: {kernel_init}")

    def dense(units, activation=None):
        weights, biases = INITIALIZERS[kernel_init]()
        return Dense(units, activation, kernel_initializer=weights, bias_initializer=biases)

    pixels = Input(shape=[784])
    logits = dense(10)(dense(256, ops.relu)(dense(256, ops.relu)(pixels)))
    model = Model(inputs=pixels, outputs=logits)
    model.compile(
        optimizer=optimizers.Adam(1e-3),
        loss=lambda y, z: losses.categorical_crossentropy(y, z, from_logits=True),
        metrics=[metrics.CategoricalAccuracy(name="accuracy")],
    )
    return model


def fit_and_evaluate(
    model: Model,
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 5,
    batch_size: int = 32,
    seed: int = 0,
) -> dict[str, float | list[float]]:
    _checked(epochs >= 1, f"fit_and_evaluate: epochs: {epochs}")
    utils.set_random_seed(seed)
    (x, y), cut = train, int(0.9 * len(train[0]))
    history = model.fit(
        x=x[:cut],
        y=y[:cut],
        validation_data=(x[cut:], y[cut:]),
        epochs=epochs,
        batch_size=batch_size,
        verbose=0,
    ).history
    measured = model.evaluate(*test, verbose=0, return_dict=True)
    return {f"train_{key}": list(map(float, history[key])) for key in ("loss", "accuracy")} | {
        f"test_{key}": float(measured[key]) for key in ("loss", "accuracy")
    }


def inverted_dropout(
    x: np.ndarray, rate: float, rng: np.random.Generator, training: bool
) -> np.ndarray:
    _checked(0 <= rate < 1, f"inverted_dropout: rate: {rate}")
    x = np.multiply(x, 1.0)
    factors = lambda: rng.choice([0.0, 1 / (1 - rate)], size=x.shape, p=[rate, 1 - rate])
    return np.multiply(x, factors()).astype(x.dtype) if training else x
