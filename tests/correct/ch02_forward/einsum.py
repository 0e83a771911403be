# ruff: noqa (a student wrote this)
"""Everything that sums is one einsum; arrays are trusted to be arrays."""

import math

import numpy as np


def activate(z, kind):
    z = 1.0 * np.asarray(z)
    e = np.exp(-np.abs(z))
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


def _real(*arrays):
    return [a if a.dtype.kind == "f" else a.astype("f8") for a in map(np.asarray, arrays)]


def dense_forward(X, W, b):
    X, W, b = _real(X, W, b)
    fits = X.ndim == W.ndim == 2 and X.shape[1] == W.shape[0] and b.shape == W.shape[1:]
    if not fits:
        raise ValueError(f"dense_forward: shape: {X.shape} x {W.shape} + {b.shape}")
    return np.einsum("nd,dm->nm", X, W) + np.einsum("m->m", b)


def two_layer_forward(X, W1, b1, W2, b2, hidden="relu"):
    return dense_forward(activate(dense_forward(X, W1, b1), hidden), W2, b2)


def softmax(Z, axis=-1):
    (Z,) = _real(Z)
    if not Z.ndim:
        raise ValueError("softmax: 1-D: one number has no axis")
    if not Z.shape[axis]:
        raise ValueError(f"softmax: empty: axis {axis} of {Z.shape}")
    rows = np.moveaxis(Z, axis, -1)
    rows = np.exp(rows - rows.max(axis=-1)[..., None])
    rows = np.einsum("...c,...->...c", rows, 1 / np.einsum("...c->...", rows))
    return np.moveaxis(rows, -1, axis)


def mlp_forward(X, params, activations):
    if len(params) != len(activations):
        raise ValueError(f"mlp_forward: layers: {len(params)} against {len(activations)}")
    A, caches = X, []
    for (W, b), kind in zip(params, activations):
        caches.append(dict(A_prev=A, Z=dense_forward(A, W, b)))
        A = activate(caches[-1]["Z"], kind)
    return A, caches


def connection_weight(params, layer, source, target):
    if not 0 < layer <= len(params):
        raise ValueError(f"connection_weight: index: layer {layer}")
    W = params[layer - 1][0]
    if not (0 < source <= W.shape[0] and 0 < target <= W.shape[1]):
        raise ValueError(f"connection_weight: index: {source} -> {target} in {W.shape}")
    return float(W[source - 1, target - 1])


def count_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"count_parameters: sizes: {sizes}")
    n = np.array(sizes, dtype=object)  # Python's own integers: they never overflow
    return int(np.dot(n[:-1], n[1:]) + n[1:].sum())


def init_params(sizes, rng, scheme="he"):
    spreads = {
        "he": lambda i, o: math.sqrt(2 / i),
        "glorot": lambda i, o: math.sqrt(2 / (i + o)),
        "normal": lambda i, o: 1.0,
    }
    if scheme not in spreads:
        raise ValueError(f"init_params: scheme: {scheme!r}")
    return [
        (rng.normal(scale=spreads[scheme](i, o), size=(i, o)), np.zeros(o))
        for i, o in zip(sizes, sizes[1:])
    ]
