# ruff: noqa (a student wrote this)
"""The bias is one more weight, on an input that is always 1; NumPy's own complaints are reused."""

import contextlib
import typing as t

import numpy as np


def activate(z: np.ndarray, kind: str) -> np.ndarray:
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


@contextlib.contextmanager
def called(name: str, word: str, *errors: type[Exception]):
    """Turn what goes wrong inside into the message that the exercise asks for."""
    try:
        yield
    except errors or (ValueError, IndexError, AttributeError, TypeError) as error:
        raise ValueError(f"{name}: {word}: {error}") from error


def kept(a: np.ndarray) -> np.ndarray:
    a = np.asarray(a)
    return a if a.dtype in (np.float32, np.float64) else a.astype(float)


def dense_forward(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    with called("dense_forward", "shape"):
        X, W, b = kept(X), kept(W), kept(b)
        (n, d), (d2, m), (m2,) = X.shape, W.shape, b.shape
        if d != d2:
            raise ValueError(f"X has {d} features, W expects {d2}")
        if m != m2:
            raise ValueError(f"{m} neurons, {m2} biases")
        ones = np.ones((n, 1), dtype=X.dtype)
        return np.hstack([ones, X]) @ np.vstack([b, W])


def two_layer_forward(
    X: np.ndarray,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
    hidden: str = "relu",
) -> np.ndarray:
    A1 = activate(dense_forward(X, W1, b1), hidden)
    return dense_forward(A1, W2, b2)


def softmax(Z: np.ndarray, axis: int = -1) -> np.ndarray:
    Z = kept(Z)
    if not np.ndim(Z):
        raise ValueError(f"softmax: Z must be at least 1-D ({Z})")
    with called("softmax", "empty", ValueError):
        top = np.amax(Z, axis)
    # scores against the best one; tiny ones vanish without a warning
    with np.errstate(under="ignore"):
        powers = np.power(np.e, (Z - np.expand_dims(top, axis)).astype(np.float64))
    shares = powers / np.add.reduce(powers, axis, keepdims=True)
    return shares.astype(Z.dtype)


def mlp_forward(
    X: np.ndarray, params: list, activations: list[str]
) -> tuple[np.ndarray, list[dict[str, np.ndarray]]]:
    with called("mlp_forward", "layers", ValueError):
        layers = list(zip(params, activations, strict=True))
    caches: list[dict[str, np.ndarray]] = []
    A = X
    for (W, b), kind in layers:
        Z = dense_forward(A_prev := A, W, b)
        # a linear layer's answer is its scores: no need for a second array
        A = Z if kind == "linear" else activate(Z, kind)
        caches += [{"A_prev": A_prev, "Z": Z}]
    return A, caches


def connection_weight(params: list, layer: int, source: int, target: int) -> float:
    if min(layer, source, target) <= 0:
        raise ValueError(f"connection_weight: index: count from 1 ({layer}, {source}, {target})")
    with called("connection_weight", "index", IndexError):
        weights, _ = params[layer - 1]
        return t.cast(float, np.float64(weights[source - 1, target - 1]))


def count_parameters(sizes: list[int]) -> int:
    if len(sizes) < 2:
        raise ValueError("count_parameters: fewer than two sizes")
    if any(n <= 0 for n in sizes):
        raise ValueError(f"count_parameters: all sizes must be above 0 ({sizes})")
    return sum(np.zeros((n + 1, m), dtype=bool).size for n, m in zip(sizes, sizes[1:]))


def init_params(sizes: list[int], rng: np.random.Generator, scheme: str = "he") -> list:
    params = []
    for inputs, outputs in zip(sizes[:-1], sizes[1:]):
        match scheme:
            case "he":
                variance = 2 / inputs
            case "glorot":
                variance = 2 / (inputs + outputs)
            case "normal":
                variance = 1
            case other:
                raise ValueError(f"init_params: scheme: {other!r}")
        # one neuron's weights after the other: drawn as rows, kept as columns
        W = rng.normal(size=(outputs, inputs)).T * variance**0.5
        params.append((W, 0.0 * W[0]))
    return params
