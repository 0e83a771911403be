"""Chapter 2: layers of neurons."""

import numpy as np

def activate(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the activation of z that `kind` names, as in chapter 1; given, nothing to write."""
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


def dense_forward(X, W, b):
    """Return the scores of a layer."""
    X = np.array(X) * 1.0
    W = np.array(W) * 1.0
    b = np.array(b) * 1.0
    if X.ndim != 2 or W.ndim != 2:
        raise ValueError("dense_forward: shape: X and W must be tables")
    if X.shape[1] != W.shape[0]:
        raise ValueError(f"dense_forward: shape: {X.shape} and {W.shape} do not fit")
    if b.shape != (W.shape[1],):
        raise ValueError(f"dense_forward: shape: b has {b.shape}")
    Z = np.dot(X, W)
    Z = Z + b
    return Z


def two_layer_forward(X, W1, b1, W2, b2, hidden="relu"):
    """Return the output of two layers."""
    Z1 = dense_forward(X, W1, b1)
    A1 = activate(Z1, hidden)
    Z2 = dense_forward(A1, W2, b2)
    return Z2


def softmax(Z, axis=-1):
    """Return the shares."""
    Z = np.array(Z) * 1.0
    if Z.ndim == 0:
        raise ValueError("softmax: 1-D or more is needed")
    if Z.shape[axis] == 0:
        raise ValueError("softmax: empty axis")
    largest = np.max(Z, axis=axis, keepdims=True)
    powers = np.exp(Z - largest)
    total = np.sum(powers, axis=axis, keepdims=True)
    return powers / total


def mlp_forward(
    X: np.ndarray, params: list[tuple[np.ndarray, np.ndarray]], activations: list[str]
) -> tuple[np.ndarray, list[dict[str, np.ndarray]]]:
    """Send X through all layers of a network; return `(A, caches)`."""
    raise NotImplementedError("2.4 mlp_forward")


def connection_weight(
    params: list[tuple[np.ndarray, np.ndarray]], layer: int, source: int, target: int
) -> float:
    """Return the weight on one connection, named as people count: from 1."""
    raise NotImplementedError("2.5 connection_weight")


def count_parameters(sizes: list[int]) -> int:
    """Return how many weights and biases a network has whose layers have these sizes."""
    raise NotImplementedError("2.6 count_parameters")


def init_params(
    sizes: list[int], rng: np.random.Generator, scheme: str = "he"
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return starting parameters for a network: random weights, biases 0."""
    raise NotImplementedError("2.7 init_params")
