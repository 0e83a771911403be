"""Chapter 4: Keras and MNIST."""

from __future__ import annotations

import keras
import numpy as np

def prepare_images(images: np.ndarray) -> np.ndarray:
    """Return float32 images between 0 and 1."""
    raise NotImplementedError("4.1 prepare_images")


def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    """Return a row per label with a single 1."""
    raise NotImplementedError("4.2 one_hot")


def build_mnist_model(dropout: float = 0.2) -> keras.Model:
    """Return the network Flatten, 128, Dropout, 10."""
    raise NotImplementedError("4.3 build_mnist_model")


def compile_model(model: keras.Model, learning_rate: float = 1e-3) -> keras.Model:
    """Compile the model for integer labels and return it."""
    raise NotImplementedError("4.4 compile_model")


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
