"""Chapter 8: Convolutional networks."""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import keras
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

SIDE = 28


class Kind(Enum):
    CONV = "conv"
    POOL = "pool"
    FLATTEN = "flatten"
    DENSE = "dense"


class Spec(NamedTuple):
    kind: Kind
    units: int = 0
    size: int = 0
    activation: str | None = None


ARCHITECTURE = (
    Spec(Kind.CONV, units=16, size=3, activation="relu"),
    Spec(Kind.POOL, size=2),
    Spec(Kind.CONV, units=32, size=3, activation="relu"),
    Spec(Kind.POOL, size=2),
    Spec(Kind.FLATTEN),
    Spec(Kind.DENSE, units=64, activation="relu"),
    Spec(Kind.DENSE, units=10, activation="softmax"),
)


class Digits(NamedTuple):
    """Pictures and their classes."""

    pictures: np.ndarray
    classes: np.ndarray

    def checked(self, name: str) -> Digits:
        match np.shape(self.pictures):
            case (_, 28, 28):
                return self
            case other:
                raise ValueError(f"{name}: the shape of x is {other}, not (N, {SIDE}, {SIDE})")

    def with_channel(self) -> Digits:
        return self._replace(pictures=np.expand_dims(self.pictures, axis=-1))


@dataclass(frozen=True)
class Slider:
    """A square window that moves over (N, H, W, C) pictures."""

    size: int
    stride: int

    def over(self, pictures: np.ndarray) -> np.ndarray:
        """A read-only view (N, H', W', C, size, size)."""
        windows = sliding_window_view(pictures, (self.size, self.size), axis=(1, 2))
        return windows[:, :: self.stride, :: self.stride]


class Shift(NamedTuple):
    down: int
    right: int

    @staticmethod
    def _slices(step: int, length: int) -> tuple[slice, slice]:
        """Where to, and where from."""
        return (
            slice(max(step, 0), length + min(step, 0)),
            slice(max(-step, 0), length - max(step, 0)),
        )

    def copy(self, source: np.ndarray, target: np.ndarray) -> None:
        rows, from_rows = self._slices(self.down, source.shape[0])
        columns, from_columns = self._slices(self.right, source.shape[1])
        target[rows, columns] = source[from_rows, from_columns]


def _inexact(*arrays: np.ndarray) -> Iterator[np.ndarray]:
    for array in map(np.asarray, arrays):
        yield array if np.issubdtype(array.dtype, np.inexact) else array.astype(np.float64)


def _layer(spec: Spec) -> keras.Layer:
    match spec:
        case Spec(Kind.CONV, units, size, activation):
            return keras.layers.Conv2D(units, (size, size), padding="valid", activation=activation)
        case Spec(kind=Kind.POOL, size=size):
            return keras.layers.MaxPooling2D(pool_size=(size, size))
        case Spec(kind=Kind.FLATTEN):
            return keras.layers.Flatten()
        case Spec(kind=Kind.DENSE, units=units, activation=activation):
            return keras.layers.Dense(units, activation=activation)
    raise AssertionError(spec)


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Return what kernels see at every place of every picture: a convolution."""
    X, K, b = _inexact(X, K, b)
    k, _, depth, _ = K.shape
    _, height, width, channels = X.shape
    if depth != channels:
        raise ValueError(f"pictures with {channels} channels, kernels with {depth}")
    if stride < 1:
        raise ValueError(f"stride is {stride}, below 1")
    if k > min(height, width) + 2 * padding:
        raise ValueError(f"a kernel of {k} does not fit into {height} x {width}, padded {padding}")
    P = np.pad(X, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
    return np.einsum("nijcuv,uvcf->nijf", Slider(k, stride).over(P), K, optimize=True) + b


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    """Return at how many places along one side a kernel fits, as an `int`."""
    match n + 2 * padding - k, stride:
        case _, step if step < 1:
            raise ValueError(f"stride is {step}, below 1")
        case room, _ if room < 0:
            raise ValueError(f"the kernel is {-room} larger than the padded side")
        case room, step:
            return int(room // step) + 1


def max_pool2d(X: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Return the largest entry of every window of every picture, channel by channel."""
    if not 1 <= size <= min(X.shape[1:3]):
        raise ValueError(f"size is {size}, for pictures of {X.shape[1]} x {X.shape[2]}")
    return Slider(size, size if stride is None else stride).over(X).max(axis=(-2, -1))


def build_convnet() -> keras.Model:
    """Return a new, compiled convolutional network for pictures 28 x 28 x 1 and ten classes."""
    inputs = outputs = keras.Input(shape=(SIDE, SIDE, 1))
    for spec in ARCHITECTURE:
        outputs = _layer(spec)(outputs)
    model = keras.Model(inputs, outputs, name="convnet")
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


def train_convnet(
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> dict[str, float | keras.Model]:
    """Train the network of `build_convnet` on pictures, and measure it on others."""
    learn = Digits(*train).checked("train").with_channel()
    held_out = Digits(*test).checked("test").with_channel()
    keras.utils.set_random_seed(seed)
    model = build_convnet()
    model.fit(*learn, batch_size=32, epochs=epochs, verbose=0)
    measured = model.evaluate(*held_out, verbose=0, return_dict=True)
    return {name: float(measured[name]) for name in ("loss", "accuracy")} | {"model": model}


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    """Return pictures that are moved a little, each by a shift of its own."""
    if max_shift < 0:
        raise ValueError(f"max_shift is {max_shift}, below 0")
    moved = np.zeros(images.shape, images.dtype)
    draws = rng.integers(-max_shift, max_shift, size=(len(images), 2), endpoint=True)
    for (down, right), source, target in zip(draws.tolist(), images, moved, strict=True):
        Shift(down, right).copy(source, target)
    return moved
