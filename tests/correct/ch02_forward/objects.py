# ruff: noqa (a student wrote this)
"""Layers are objects, parameters are named tuples, and each kind of mistake has its exception."""

from __future__ import annotations

import enum
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]


def activate(z, kind):
    z = 1.0 * np.asarray(z)
    e = np.exp(-np.abs(z))  # between 0 and 1: cannot overflow
    match kind:
        case "linear":
            return z
        case "step":
            return np.heaviside(z, 0.0)
        case "sigmoid":
            return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
        case "tanh":
            return np.tanh(z)
        case "relu":
            return np.maximum(z, 0.0)
        case "softplus":
            return np.maximum(z, 0.0) + np.log1p(e)
        case "elu":
            return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))
    raise ValueError(f"activate: kind: no activation of this name ({kind!r})")


class NetworkError(ValueError):
    """Something about a network does not fit."""

    word = "network"

    def __init__(self, function: str, what: str) -> None:
        super().__init__(f"{function}: {self.word}: {what}")


class ShapeError(NetworkError):
    word = "shape"


class LayersError(NetworkError):
    word = "layers"


class NoSuchConnection(NetworkError, LookupError):
    word = "index"


class Parameters(NamedTuple):
    W: Array
    b: Array


class Forward(NamedTuple):
    output: Array
    caches: list[dict[str, Array]]


@dataclass(frozen=True, eq=False)
class Dense:
    """One layer; checked when it is called, so that the message can name the function."""

    W: Array
    b: Array
    kind: str = "linear"
    called: str = "dense_forward"

    def scores(self, X) -> Array:
        X = np.asanyarray(X)
        W = np.asanyarray(self.W)
        b = np.asanyarray(self.b)
        if (X.ndim, W.ndim, b.ndim) != (2, 2, 1):
            raise ShapeError(self.called, f"axes {X.ndim}, {W.ndim}, {b.ndim} instead of 2, 2, 1")
        if X.shape[1] != W.shape[0] or W.shape[1] != b.shape[0]:
            raise ShapeError(self.called, f"X {X.shape}, W {W.shape}, b {b.shape}")
        float_type = X.dtype if np.issubdtype(X.dtype, np.floating) else np.float64
        Z = np.matmul(X, W, dtype=float_type)
        Z += b
        return Z

    def __call__(self, X) -> Array:
        return activate(self.scores(X), self.kind)


def dense_forward(X, W, b) -> Array:
    return Dense(W, b).scores(X)


def two_layer_forward(X, W1, b1, W2, b2, hidden: str = "relu") -> Array:
    network = (
        Dense(W1, b1, hidden, called="two_layer_forward"),
        Dense(W2, b2, called="two_layer_forward"),
    )
    for layer in network:
        X = layer(X)
    return X


@dataclass
class Softmax:
    axis: int = -1

    def __call__(self, Z) -> Array:
        Z = np.asarray(Z)
        if Z.shape == ():
            raise ValueError("softmax: 1-D: a number is no row")
        if Z.shape[self.axis] == 0:
            raise ValueError(f"softmax: empty: axis {self.axis} of {Z.shape}")
        out = Z.astype(np.float64 if Z.dtype.kind in "iub" else Z.dtype, copy=True)
        out -= out.max(axis=self.axis, keepdims=True)
        np.exp(out, out=out)
        out /= out.sum(axis=self.axis, keepdims=True)
        return out


def softmax(Z, axis: int = -1) -> Array:
    return Softmax(axis)(Z)


class Network:
    def __init__(self, params: Sequence[tuple[Array, Array]], kinds: Sequence[str]) -> None:
        if len(params) != len(kinds):
            raise LayersError("mlp_forward", f"{len(params)} of params, {len(kinds)} of kinds")
        self.layers = [Dense(*pair, kind) for pair, kind in zip(params, kinds, strict=True)]
        self.tape: list[dict[str, Array]] = []

    def __iter__(self) -> Iterator[Dense]:
        yield from self.layers

    def forward(self, A: Array) -> Array:
        self.tape.clear()
        for layer in self:
            Z = layer.scores(A)
            self.tape.append(OrderedDict(Z=Z, A_prev=A))
            A = activate(Z, layer.kind)
        return A


def mlp_forward(X, params, activations) -> Forward:
    network = Network(params, activations)
    return Forward(network.forward(np.asarray(X)), network.tape)


def connection_weight(params, layer: int, source: int, target: int) -> float:
    by_number = {number: W for number, (W, b) in enumerate(params, start=1)}
    try:
        W = by_number[layer]
        return dict(np.ndenumerate(W))[source - 1, target - 1].astype(float)
    except KeyError as missing:
        raise NoSuchConnection("connection_weight", f"{layer}: {source} -> {target}") from missing


class Shape(NamedTuple):
    inputs: int
    outputs: int

    @property
    def parameters(self) -> int:
        return (self.inputs + 1) * self.outputs


def shapes(sizes: Sequence[int]) -> list[Shape]:
    return [Shape(*pair) for pair in zip(sizes[:-1], sizes[1:])]


def count_parameters(sizes) -> int:
    if len(sizes) < 2 or any(size < 1 for size in sizes):
        raise ValueError(f"count_parameters: sizes: not a network ({sizes})")
    return int(sum(shape.parameters for shape in shapes(sizes)))


class Scheme(enum.Enum):
    HE = "he"
    GLOROT = "glorot"
    NORMAL = "normal"

    def variance(self, shape: Shape) -> float:
        if self is Scheme.HE:
            return 2 / shape.inputs
        if self is Scheme.GLOROT:
            return 2 / sum(shape)
        return 1.0


def init_params(sizes, rng: np.random.Generator, scheme: str = "he") -> list[Parameters]:
    if scheme not in [member.value for member in Scheme]:
        raise ValueError(f"init_params: scheme: {scheme!r}")
    chosen = Scheme(scheme)
    params = []
    for shape in shapes(sizes):
        W = np.empty(shape)
        rng.standard_normal(out=W)
        W *= np.sqrt(chosen.variance(shape))
        params.append(Parameters(W, np.zeros(shape.outputs)))
    return params
