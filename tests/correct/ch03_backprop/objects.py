# ruff: noqa (a student wrote this)
"""A small library: costs, layers and a trainer are classes; the exercises call them."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar, NamedTuple

import numpy as np


Params = list[tuple[np.ndarray, np.ndarray]]  # one (W, b) per layer


# Given: what the chapters before have built.


def activation_derivative(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the slope of the activation `kind` at z, entry by entry (chapter 1, given)."""
    z = 1.0 * np.asarray(z)  # a fresh float array: float32 stays, integers become float64
    e = np.exp(-np.abs(z))  # between 0 and 1: cannot overflow
    match kind:
        case "linear":
            return np.ones_like(z)
        case "step":
            return np.zeros_like(z)
        case "sigmoid":
            return e / (1 + e) ** 2
        case "tanh":
            return 1 - np.tanh(z) ** 2
        case "relu":
            return np.heaviside(z, 0.0)
        case "softplus":
            return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
        case "elu":
            return np.exp(np.minimum(z, 0.0))
    raise ValueError(f"activation_derivative: kind: no activation of this name ({kind!r})")


def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    """Return He start values: weights of spread √(2/inputs), biases 0 (chapter 2, given)."""
    return [
        (rng.normal(0.0, np.sqrt(2 / inputs), (inputs, outputs)), np.zeros(outputs))
        for inputs, outputs in pairwise(sizes)
    ]


def forward_pass(X: np.ndarray, params: Params) -> tuple[np.ndarray, list[dict[str, np.ndarray]]]:
    """Return the logits (N, C) and, per layer, a dict with A_prev and Z (chapter 2, given)."""
    A, cache = X, []
    for W, b in params:
        Z = A @ W + b
        cache.append({"A_prev": A, "Z": Z})
        A = np.maximum(Z, 0.0)
    return cache[-1]["Z"], cache


# Yours.


class ShapeMismatch(ValueError):
    def __init__(self, who: str, **arrays) -> None:
        listed = ", ".join(f"{name} {np.shape(array)}" for name, array in arrays.items())
        super().__init__(f"{who}: shape: these do not fit together ({listed})")


class LabelOutOfRange(ValueError):
    def __init__(self, who: str, classes: int) -> None:
        super().__init__(f"{who}: label: must be from 0 to {classes - 1}")


class SquaredError:
    factors: ClassVar[dict[str, Callable[[int], float]]] = {
        "half_sum": lambda size: 0.5,
        "sum": lambda size: 1.0,
        "mean": lambda size: 1.0 / size,
    }

    def __init__(self, reduction: str) -> None:
        if reduction not in self.factors:
            raise ValueError(f"squared_error: reduction: {reduction!r}")
        self.factor = self.factors[reduction]

    def __call__(self, target: np.ndarray, output: np.ndarray) -> float:
        if np.shape(target) != np.shape(output):
            raise ShapeMismatch("squared_error", target=target, output=output)
        residual = np.subtract(target, output, dtype=np.float64)
        return self.factor(residual.size) * np.sum(np.square(residual))


def squared_error(target, output, reduction="half_sum"):
    return SquaredError(reduction)(target, output)


class Softmax:
    """Softmax with its cross-entropy: value, and gradient at the logits."""

    def __init__(self, who: str, logits: np.ndarray, y: np.ndarray) -> None:
        logits, y = np.asarray(logits), np.asarray(y)
        if logits.ndim != 2 or y.ndim != 1 or len(logits) != len(y):
            raise ShapeMismatch(who, logits=logits, y=y)
        if (y < 0).any() or (y >= logits.shape[1]).any():
            raise LabelOutOfRange(who, logits.shape[1])
        self.logits = logits.astype(np.float64)
        self.picked = (np.arange(len(y)), y)

    @property
    def log_total(self) -> np.ndarray:
        top = self.logits.max(axis=1)
        return top + np.log(np.exp(self.logits - top[:, None]).sum(axis=1))

    @property
    def loss(self) -> float:
        return float((self.log_total - self.logits[self.picked]).mean())

    @property
    def gradient(self) -> np.ndarray:
        p = np.exp(self.logits - self.log_total[:, None])
        p[self.picked] -= 1
        p /= len(p)
        return p


def softmax_cross_entropy(logits, y):
    return Softmax("softmax_cross_entropy", logits, y).loss


@dataclass
class Prober:
    """Measures slopes of a function, with both sides of each entry."""

    f: Callable[[np.ndarray], float]
    h: float

    def __post_init__(self) -> None:
        if self.h <= 0:
            raise ValueError(f"numerical_gradient: h must be positive ({self.h})")

    def at(self, x: np.ndarray) -> np.ndarray:
        probe = np.array(x, dtype=np.float64)  # our own; it is put back after each look
        slopes = np.empty_like(probe)
        with np.nditer(probe, flags=["multi_index"], op_flags=[["readwrite"]]) as entries:
            for entry in entries:
                middle = float(entry)
                entry[...] = middle + self.h
                above = self.f(probe)
                entry[...] = middle - self.h
                below = self.f(probe)
                entry[...] = middle
                slopes[entries.multi_index] = (above - below) / (2 * self.h)
        return slopes


def numerical_gradient(f, x, h=1e-5):
    return Prober(f, h).at(x)


class LinearUnit:
    def __init__(self, w) -> None:
        self.w = np.array(w, dtype=np.float64)

    def learn(self, X, t, lr: float) -> LinearUnit:
        X, t = np.asarray(X, np.float64), np.asarray(t, np.float64)
        if X.ndim != 2 or self.w.ndim != 1 or t.ndim != 1 or X.shape != (t.size, self.w.size):
            raise ShapeMismatch("delta_rule_step", w=self.w, X=X, t=t)
        return LinearUnit(self.w + lr * (t - X @ self.w) @ X)


def delta_rule_step(w, X, t, lr):
    return LinearUnit(w).learn(X, t, lr).w


class DenseGradients(NamedTuple):
    dX: np.ndarray
    dW: np.ndarray
    db: np.ndarray


Gradient = namedtuple("Gradient", "dW db")


class Layer(ABC):
    @abstractmethod
    def forward(self, X): ...

    @abstractmethod
    def backward(self, dY): ...


class DenseLayer(Layer):
    def __init__(self, W, b=None) -> None:
        self.W, self.b = W, b
        self.gradient: Gradient | None = None

    def forward(self, X):
        self.X = X
        return X @ self.W + self.b

    def backward(self, dY):
        gradients = dense_backward(dY, self.X, self.W)
        self.gradient = Gradient(*gradients[1:])
        return gradients.dX


class ActivationLayer(Layer):
    def __init__(self, kind: str) -> None:
        self.kind = kind

    def forward(self, z):
        self.z = z
        return z.clip(min=0)

    def backward(self, dA):
        return activation_backward(dA, self.z, self.kind)


def dense_backward(dY, X, W):
    shapes = np.shape(dY), np.shape(X), np.shape(W)
    match shapes:
        case (n, m), (n2, d), (d2, m2) if (n, d, m) == (n2, d2, m2):
            return DenseGradients(np.matmul(dY, W.T), np.matmul(X.T, dY), np.sum(dY, axis=0))
    raise ShapeMismatch("dense_backward", dY=dY, X=X, W=W)


def activation_backward(dA, z, kind):
    if np.shape(dA) != np.shape(z):
        raise ShapeMismatch("activation_backward", dA=dA, z=z)
    out = activation_derivative(z, kind)
    out *= dA
    return out


class Net:
    def __init__(self, params: Params) -> None:
        self.dense = [DenseLayer(W, b) for W, b in params]
        self.layers: list[Layer] = []
        for layer in self.dense:
            self.layers += [layer, ActivationLayer("relu")]
        self.layers.pop()  # the last one is linear

    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, dZ) -> list[Gradient]:
        for layer in reversed(self.layers):
            dZ = layer.backward(dZ)
        return [layer.gradient for layer in self.dense]


def backprop(X, y, params):
    if np.ndim(X) != 2 or np.shape(y) != (len(X),) or np.shape(X)[1] != len(params[0][0]):
        raise ShapeMismatch("backprop", X=X, y=y, W=params[0][0])
    net = Net(params)
    head = Softmax("backprop", net.forward(X), y)
    return head.loss, net.backward(head.gradient)


@dataclass
class Batches:
    """The rows in a new order for each epoch, a batch at a time."""

    rows: int
    size: int
    rng: np.random.Generator
    order: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ValueError(f"train_mlp: batch: {self.size} rows are none")
        self.order = np.arange(self.rows)

    def __iter__(self) -> Iterator[np.ndarray]:
        self.rng.shuffle(self.order)  # from the order of the epoch before
        for first in range(0, self.rows, self.size):
            yield self.order[first : first + self.size].copy()


@dataclass
class Trainer:
    params: Params
    lr: float
    history: list[float] = field(default_factory=list)

    def step(self, X, y) -> float:
        loss, gradients = backprop(X, y, self.params)
        for (W, b), (dW, db) in zip(self.params, gradients, strict=True):
            W -= self.lr * dW
            b -= self.lr * db
        return loss

    def epoch(self, X, y, batches: Batches) -> None:
        losses, weights = zip(*[(self.step(X[rows], y[rows]), len(rows)) for rows in batches])
        self.history.append(float(np.average(losses, weights=weights)))


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    params = init_params(sizes, rng)
    batches = Batches(len(X), batch_size, rng)
    trainer = Trainer(params, lr)
    for _ in range(epochs):
        trainer.epoch(X, y, batches)
    return trainer.params, trainer.history


def fit_or_gate(w0, steps=100, lr=0.01):
    import tensorflow as tf

    class Gate(tf.Module):
        X = tf.constant([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], tf.float64)
        t = tf.constant([[0], [1], [1], [1]], tf.float64)

        def __init__(self, w) -> None:
            super().__init__()
            self.w = tf.Variable(np.array(w, dtype=np.float64))

        def loss(self):
            return tf.reduce_sum(tf.square(self.t - tf.nn.relu(self.X @ self.w)))

    if np.shape(w0) != (3, 1):
        raise ValueError(f"fit_or_gate: w0: must be (3, 1), not {np.shape(w0)}")
    gate, optimizer = Gate(w0), tf.keras.optimizers.SGD(learning_rate=lr)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = gate.loss()
        losses.append(loss.numpy())
        optimizer.apply_gradients([(tape.gradient(loss, gate.w), gate.w)])
    losses.append(gate.loss().numpy())
    return gate.w.numpy(), losses
