"""Chapter 4: Keras and MNIST."""

from __future__ import annotations

import keras
import numpy as np

def prepare_images(images):
    """Return the scaled images."""
    if images.dtype != "uint8":
        raise ValueError(f"prepare_images: wrong dtype {images.dtype}")
    if len(images.shape) != 3:
        raise ValueError(f"prepare_images: wrong shape {images.shape}")
    x = np.array(images, dtype=np.float32)
    return x / np.float32(255)


def one_hot(labels, num_classes):
    """Return the one-hot rows."""
    labels = np.array(labels)
    if len(labels.shape) != 1:
        raise ValueError(f"one_hot: labels must be 1-D, not {labels.shape}")
    if len(labels) > 0 and (min(labels) < 0 or max(labels) > num_classes - 1):
        raise ValueError("one_hot: a label is out of range")
    rows = np.zeros((len(labels), num_classes), dtype=np.float32)
    rows[np.arange(len(labels)), labels] = 1.0
    return rows


def build_mnist_model(dropout=0.2):
    """Return the network."""
    if not (dropout >= 0 and dropout < 1):
        raise ValueError(f"build_mnist_model: dropout cannot be {dropout}")
    model = keras.Sequential()
    model.add(keras.Input((28, 28)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(10))
    return model


def compile_model(model, learning_rate=1e-3):
    """Return the compiled model."""
    if learning_rate <= 0:
        raise ValueError(f"compile_model: learning_rate cannot be {learning_rate}")
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def build_mlp_256(kernel_init: str = "he_normal") -> keras.Model:
    """Return the compiled 784-256-256-10 network."""
    raise NotImplementedError("4.5 build_mlp_256")


def fit_and_evaluate(
    model: keras.Model,
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 5,
    batch_size: int = 32,
    seed: int = 0,
) -> dict[str, float | list[float]]:
    """Train, evaluate once, return what was measured."""
    raise NotImplementedError("4.6 fit_and_evaluate")


def inverted_dropout(
    x: np.ndarray, rate: float, rng: np.random.Generator, training: bool
) -> np.ndarray:
    """Drop entries in training, and make the others larger."""
    raise NotImplementedError("4.7 inverted_dropout")
