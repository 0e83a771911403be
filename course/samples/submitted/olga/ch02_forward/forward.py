"""Chapter 2: layers of neurons, from one dense layer to a whole network and its first weights."""

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


def dense_forward(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the scores `X W + b` of a whole layer."""
    raise NotImplementedError("2.1 dense_forward")


def two_layer_forward(
    X: np.ndarray,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
    hidden: str = "relu",
) -> np.ndarray:
    """Return the output of a network with one hidden layer, for every row of X."""
    raise NotImplementedError("2.2 two_layer_forward")


def softmax(Z: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return probabilities along an axis of Z."""
    raise NotImplementedError("2.3 softmax")


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
