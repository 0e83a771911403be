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


def mlp_forward(X, params, activations):
    """Return the output and the caches."""
    if len(params) != len(activations):
        raise ValueError("mlp_forward: layers and activations differ in number")
    caches = []
    A = np.array(X) * 1.0
    for number in range(len(params)):
        W = params[number][0]
        b = params[number][1]
        A_prev = A
        Z = dense_forward(A_prev, W, b)
        A = activate(Z, activations[number])
        cache = {"A_prev": A_prev, "Z": Z}
        caches.append(cache)
    return A, caches


def connection_weight(params, layer, source, target):
    """Return the weight of one connection."""
    try:
        W = params[layer - 1][0]
        return float(W[source - 1, target - 1])
    except IndexError:
        raise ValueError(f"connection_weight: index: {layer} {source} {target}")


def count_parameters(sizes):
    """Return the number of parameters."""
    if len(sizes) < 2:
        raise ValueError("count_parameters: sizes: at least two are needed")
    for size in sizes:
        if size < 1:
            raise ValueError(f"count_parameters: sizes: {size} is not positive")
    total = 0
    for number in range(len(sizes) - 1):
        total += sizes[number] * sizes[number + 1]  # weights
    return total


def init_params(sizes, rng, scheme="he"):
    """Return the parameters at the start."""
    if scheme not in ("he", "glorot", "normal"):
        raise ValueError(f"init_params: scheme {scheme} does not exist")
    params = []
    for number in range(len(sizes) - 1):
        n = sizes[number]
        m = sizes[number + 1]
        if scheme == "he":
            variance = 2.0 / n
        elif scheme == "glorot":
            variance = 2.0 / (n + m)
        else:
            variance = 1.0
        W = rng.standard_normal((n, m)) * np.sqrt(variance)
        b = np.zeros(m)
        params.append((W, b))
    return params
