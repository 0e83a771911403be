# ruff: noqa (a student wrote this)
"""An object-minded student: classes, a decorator, a NamedTuple for what training returns."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


class BadShape(ValueError):
    """A shape that does not fit."""


class Complaint(ValueError):
    """Anything else that is refused."""


def on_floats(function: Callable) -> Callable:
    """Hand a fresh float array to `function`, and give its answer the same type."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        bound = inspect.signature(function).bind(*args, **kwargs)
        z = np.array(bound.arguments["z"], copy=True)
        if not np.issubdtype(z.dtype, np.floating):
            z = z.astype(np.float64)
        bound.arguments["z"] = z
        answer = np.asarray(function(*bound.args, **bound.kwargs), dtype=z.dtype)
        return answer.copy() if np.shares_memory(answer, z) else answer

    return wrapper


class Activation:
    """One activation: its value and its slope."""

    known: dict[str, Activation] = {}

    def __init_subclass__(cls) -> None:
        Activation.known[cls.__name__.lower()] = cls()

    @classmethod
    def named(cls, kind: str, who: str) -> Activation:
        try:
            return cls.known[kind]
        except KeyError as error:
            raise Complaint(f"{who}: kind: unknown ({kind!r})") from error


class Linear(Activation):
    def value(self, z):
        return z

    def slope(self, z):
        return np.ones(z.shape, z.dtype)


class Step(Activation):
    def value(self, z):
        return np.sign(np.maximum(z, 0))

    def slope(self, z):
        return np.zeros(z.shape, z.dtype)


class Sigmoid(Activation):
    def value(self, z):
        out = np.empty_like(z)
        right = z >= 0
        out[right] = 1 / (1 + np.exp(-z[right]))
        grown = np.exp(z[~right])
        out[~right] = grown / (1 + grown)
        return out

    def slope(self, z):
        s = self.value(-np.abs(z))
        return s * (1 - s)


class Tanh(Activation):
    def value(self, z):
        return 2 * Sigmoid().value(2 * z) - 1

    def slope(self, z):
        return 4 * Sigmoid().slope(2 * z)


class Relu(Activation):
    def value(self, z):
        return np.clip(z, 0, None)

    def slope(self, z):
        return np.sign(np.clip(z, 0, None))


class Softplus(Activation):
    def value(self, z):
        return (np.abs(z) + z) / 2 + np.log(1 + np.exp(-np.abs(z)))

    def slope(self, z):
        return Sigmoid().value(z)


class Elu(Activation):
    def value(self, z):
        out = z.copy()
        np.expm1(z, out=out, where=z <= 0)
        return out

    def slope(self, z):
        return np.exp(z, out=np.ones_like(z), where=z <= 0)


@dataclass
class Neuron:
    """Weights and a bias."""

    w: np.ndarray
    b: float = 0.0

    @classmethod
    def checked(cls, who: str, x, w, b) -> tuple[np.ndarray, Neuron]:
        x, w = (np.array(v, dtype=np.float64) for v in (x, w))
        if x.ndim != 1 or w.ndim != 1:
            raise BadShape(f"{who}: 1-D: x has {x.ndim} axes, w has {w.ndim}")
        if x.size != w.size:
            raise BadShape(f"{who}: shape: x {x.shape}, w {w.shape}")
        return x, cls(w, b)

    def score(self, x):
        return x @ self.w + self.b

    def fires(self, x):
        return self.score(x) > 0


class Trained(NamedTuple):
    """What training hands back."""

    w: np.ndarray
    b: float
    mistakes: list[int]


@dataclass
class Trainer:
    """The perceptron rule, one pass after another."""

    neuron: Neuron
    lr: float
    mistakes: list[int] = field(default_factory=list)

    def one_pass(self, X, y) -> Iterator[bool]:
        for x, target in zip(X, y):
            error = float(target) - float(self.neuron.fires(x))
            self.neuron.w = self.neuron.w + self.lr * error * x
            self.neuron.b = self.neuron.b + self.lr * error
            yield error != 0.0

    def run(self, X, y, epochs: int) -> Trained:
        for _ in range(epochs):
            self.mistakes.append(sum(self.one_pass(X, y)))
            if self.mistakes[-1] == 0:
                break
        return Trained(self.neuron.w, float(self.neuron.b), self.mistakes)


def weighted_sum(x: np.ndarray, w: np.ndarray, b: float = 0.0) -> float:
    x, neuron = Neuron.checked("weighted_sum", x, w, b)
    return neuron.score(x).item()


def threshold_unit(x: np.ndarray, w: np.ndarray, b: float) -> int:
    x, neuron = Neuron.checked("threshold_unit", x, w, b)
    return int(neuron.fires(x))


@on_floats
def sigmoid(z: np.ndarray) -> np.ndarray:
    if not np.array_equal(z, z):
        raise Complaint("sigmoid: nan: not a number among the entries")
    return Activation.named("sigmoid", "sigmoid").value(z)


@on_floats
def activate(z: np.ndarray, kind: str) -> np.ndarray:
    return Activation.named(kind, "activate").value(z)


@on_floats
def activation_derivative(z: np.ndarray, kind: str) -> np.ndarray:
    return Activation.named(kind, "activation_derivative").slope(z)


def perceptron_predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    X, w = np.array(X, dtype=np.float64), np.array(w, dtype=np.float64)
    if X.ndim != 2 or w.ndim != 1 or X.shape[1] != w.size:
        raise BadShape(f"perceptron_predict: shape: X {X.shape}, w {w.shape}")
    return Neuron(w, b).fires(X).astype(np.uint8)


def perceptron_train(X, y, lr: float = 1.0, epochs: int = 20) -> Trained:
    X, y = np.array(X, dtype=np.float64), np.array(y, dtype=np.float64)
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y):
        raise BadShape(f"perceptron_train: shape: X {X.shape}, y {y.shape}")
    if not np.all((y == 0) | (y == 1)):
        raise Complaint("perceptron_train: label: only 0 and 1 are labels")
    if lr <= 0:
        raise Complaint(f"perceptron_train: lr: not above 0 ({lr})")
    return Trainer(Neuron(np.zeros(X.shape[1])), lr).run(X, y, epochs)
