"""Chapter 2: forward propagation."""

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


def as_float(array: np.ndarray) -> np.ndarray:
    """Return a float array: float32 stays, all else becomes float64."""
    array = np.asarray(array)
    return array.astype(np.float32 if array.dtype == np.float32 else np.float64)


def dense_forward(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return X W + b."""
    X, W, b = as_float(X), as_float(W), as_float(b)
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] != W.shape[0] or b.shape != (W.shape[1],):
        raise ValueError(f"dense_forward: shape: X {X.shape}, W {W.shape}, b {b.shape}")
    return X @ W + b


def two_layer_forward(
    X: np.ndarray,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
    hidden: str = "relu",
) -> np.ndarray:
    """Return the output of a network with one hidden layer."""
    H = activate(dense_forward(X, W1, b1), hidden)
    return dense_forward(H, W2, b2)


def softmax(Z: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return e**z / sum of e**z along an axis."""
    Z = as_float(Z)
    if Z.ndim == 0:
        raise ValueError("softmax: 1-D: Z has no axes")
    if Z.shape[axis] == 0:
        raise ValueError(f"softmax: empty: {Z.shape}")
    e = np.exp(Z)
    return e / np.sum(e, axis=axis, keepdims=True)


def mlp_forward(
    X: np.ndarray, params: list[tuple[np.ndarray, np.ndarray]], activations: list[str]
) -> tuple[np.ndarray, list[dict[str, np.ndarray]]]:
    """Return the output and one cache per layer."""
    if len(params) != len(activations):
        raise ValueError(f"mlp_forward: layers: {len(params)} and {len(activations)}")
    A, caches = as_float(X), []
    for (W, b), kind in zip(params, activations):
        Z = dense_forward(A, W, b)
        caches.append({"A_prev": A, "Z": Z})
        A = activate(Z, kind)
    return A, caches


def connection_weight(
    params: list[tuple[np.ndarray, np.ndarray]], layer: int, source: int, target: int
) -> float:
    """Return one weight, counting from 1."""
    if layer < 1 or layer > len(params):
        raise ValueError(f"connection_weight: index: layer {layer}")
    W = params[layer - 1][0]
    if source < 1 or source > W.shape[0] or target < 1 or target > W.shape[1]:
        raise ValueError(f"connection_weight: index: {source} -> {target} in {W.shape}")
    return float(W[source - 1, target - 1])


def count_parameters(sizes: list[int]) -> int:
    """Return the number of weights and biases."""
    if len(sizes) < 2 or any(size <= 0 for size in sizes):
        raise ValueError(f"count_parameters: sizes: {sizes}")
    return sum((before + 1) * after for before, after in zip(sizes, sizes[1:]))


def init_params(
    sizes: list[int], rng: np.random.Generator, scheme: str = "he"
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return random weights and zero biases."""
    params = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        if scheme == "he":
            std = 2 / inputs
        elif scheme == "glorot":
            std = 2 / (inputs + outputs)
        elif scheme == "normal":
            std = 1.0
        else:
            raise ValueError(f"init_params: scheme: {scheme!r} is not known")
        params.append((rng.normal(0.0, std, size=(inputs, outputs)), np.zeros(outputs)))
    return params
