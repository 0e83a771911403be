# ruff: noqa (a student wrote this)
"""Recipes are dataclasses, a callback keeps the books; Keras is used while the file is loading."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Callable, NamedTuple

import keras
import numpy as np

RELU = keras.activations.relu
ADAM_RATE = 1e-3


class Bookkeeper(keras.callbacks.Callback):
    """Notes loss and accuracy at the end of each epoch."""

    def __init__(self):
        super().__init__()
        self.pages = {"train_loss": [], "train_accuracy": []}

    def on_epoch_end(self, epoch, logs=None):
        for name, page in self.pages.items():
            page.append(float(logs[name.removeprefix("train_")]))


class Data(NamedTuple):
    x: np.ndarray
    y: np.ndarray


class Refused(ValueError):
    def __init__(self, who: str, word: str, value: object) -> None:
        super().__init__(f"{who}: {word}: {value!r} will not do")


@dataclass(frozen=True)
class Scaler:
    brightest: int = 255

    def __call__(self, images: np.ndarray) -> np.ndarray:
        if images.dtype.type is not np.uint8:
            raise Refused("prepare_images", "dtype", images.dtype)
        if images.ndim != 3:
            raise Refused("prepare_images", "shape", images.shape)
        # one of 256 values each: a table has them ready
        return (np.arange(256) / self.brightest).astype(np.float32)[images]


@dataclass(frozen=True)
class Classes:
    count: int

    def rows(self, labels: np.ndarray) -> np.ndarray:
        if labels.ndim != 1:
            raise Refused("one_hot", "1-D", labels.shape)
        if set(labels.tolist()) - set(range(self.count)):
            raise Refused("one_hot", "label", sorted(set(labels.tolist())))
        table = np.zeros((len(labels), self.count), np.float32)
        np.put_along_axis(table, labels.astype(np.intp)[:, None], 1.0, axis=1)
        return table


def prepare_images(images: np.ndarray) -> np.ndarray:
    return Scaler()(images)


def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    return Classes(num_classes).rows(labels)


class Start(Enum):
    HE = "he_normal"
    WIDE = "random_normal"

    def initializers(self) -> dict[str, keras.initializers.Initializer]:
        if self is Start.HE:
            return dict(kernel_initializer=keras.initializers.HeNormal())
        wide = keras.initializers.RandomNormal(stddev=1.0)
        return dict(kernel_initializer=wide, bias_initializer=wide.clone())


@dataclass
class Network:
    """What a model is made of: an input shape and the layers after it."""

    shape: tuple[int, ...]
    layers: list[keras.layers.Layer] = field(default_factory=list)

    def then(self, layer: keras.layers.Layer) -> "Network":
        self.layers.append(layer)
        return self

    def build(self) -> keras.Model:
        tensors = [keras.layers.Input(shape=self.shape)]
        for layer in self.layers:
            tensors.append(layer(tensors[-1]))
        return keras.models.Model(tensors[0], tensors[-1])


def build_mnist_model(dropout: float = 0.2) -> keras.Model:
    if not 0 <= dropout < 1:
        raise Refused("build_mnist_model", "dropout", dropout)
    network = Network((28, 28)).then(keras.layers.Flatten())
    network.then(keras.layers.Dense(128)).then(keras.layers.Activation(RELU))
    network.then(keras.layers.Dropout(dropout)).then(keras.layers.Dense(10))
    return network.build()


def compile_model(model: keras.Model, learning_rate: float = ADAM_RATE) -> keras.Model:
    if learning_rate <= 0:
        raise Refused("compile_model", "learning_rate", learning_rate)
    adam = {"class_name": "Adam", "config": {"learning_rate": learning_rate}}
    model.compile(
        optimizer=keras.optimizers.get(adam),
        loss=[keras.losses.SparseCategoricalCrossentropy(from_logits=True)],
        metrics=[keras.metrics.SparseCategoricalAccuracy("accuracy")],
    )
    return model


def build_mlp_256(kernel_init: str = "he_normal") -> keras.Model:
    try:
        start = Start(kernel_init)
    except ValueError as error:
        raise Refused("build_mlp_256", "kernel_init", kernel_init) from error
    network = Network((784,))
    for _ in range(2):
        network.then(keras.layers.Dense(256, **start.initializers())).then(keras.layers.ReLU())
    model = network.then(keras.layers.Dense(10, **start.initializers())).build()
    model.compile(
        keras.optimizers.Adam(ADAM_RATE),
        keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def fit_and_evaluate(
    model: keras.Model,
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 5,
    batch_size: int = 32,
    seed: int = 0,
) -> dict[str, float | list[float]]:
    if epochs < 1:
        raise Refused("fit_and_evaluate", "epochs", epochs)
    train, test, books = Data(*train), Data(*test), Bookkeeper()
    keras.utils.set_random_seed(seed)
    model.fit(
        train.x,
        train.y,
        batch_size,
        epochs,
        verbose=0,
        callbacks=[books],
        validation_split=0.1,
    )
    measured = dict(zip(model.metrics_names, model.evaluate(*test, verbose=0)))
    books.pages["test_loss"] = float(measured.pop("loss"))
    (accuracy,) = measured.values()  # its name in metrics_names is «compile_metrics»
    books.pages["test_accuracy"] = float(accuracy)
    return books.pages


@dataclass
class Dropout:
    rate: float
    rng: np.random.Generator

    def __post_init__(self) -> None:
        if not 0 <= self.rate < 1:
            raise Refused("inverted_dropout", "rate", self.rate)

    def __call__(self, x: np.ndarray, training: bool) -> np.ndarray:
        out = np.array(x, dtype=np.float32 if x.dtype == np.float32 else np.float64)
        if training:
            out *= self.rng.binomial(1, 1 - self.rate, size=out.shape)
            out /= 1 - self.rate
        return out


def inverted_dropout(
    x: np.ndarray, rate: float, rng: np.random.Generator, training: bool
) -> np.ndarray:
    return Dropout(rate, rng)(x, training)
