# ruff: noqa (a student wrote this)
"""No statement where an expression will do: accumulate, reduce, broadcasting, log-space."""

from functools import partial, reduce
from itertools import accumulate, pairwise

import numpy as np


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


def refuse(condition, text):
    if condition:
        raise ValueError(text)


def as_float(a):
    return np.multiply(a, 1.0)  # float32 stays float32


def dense_forward(X, W, b):
    sx, sw, sb = map(np.shape, (X, W, b))
    refuse(
        len(sx) != 2 or len(sw) != 2 or sx[1:] != sw[:1] or sb != sw[1:],
        f"dense_forward: shape: X {sx}, W {sw}, b {sb}",
    )
    X, W, b = map(as_float, (X, W, b))
    # every product at once: (N, D, 1) * (D, M), added along D
    return (X[:, :, np.newaxis] * W).sum(axis=1) + b


two_layer_forward = lambda X, W1, b1, W2, b2, hidden="relu": dense_forward(
    activate(dense_forward(X, W1, b1), hidden), W2, b2
)


def softmax(Z, axis=-1):
    Z = as_float(Z)
    refuse(np.ndim(Z) == 0, "softmax: 1-D: no axis to normalise over")
    refuse(np.shape(Z)[axis] == 0, "softmax: empty: no classes")
    return np.exp(Z - np.logaddexp.reduce(Z, axis=axis, keepdims=True))


def mlp_forward(X, params, activations):
    refuse(
        len(params) != len(activations),
        f"mlp_forward: layers: {len(params)} and {len(activations)}",
    )
    step = lambda state, layer: (lambda Z: (activate(Z, layer[1]), {"A_prev": state[0], "Z": Z}))(
        dense_forward(state[0], *layer[0])
    )
    states = list(accumulate(zip(params, activations), step, initial=(as_float(X), None)))
    return states[-1][0], [cache for _, cache in states[1:]]


def connection_weight(params, layer, source, target):
    refuse(layer not in range(1, len(params) + 1), f"connection_weight: index: layer {layer}")
    W = np.pad(params[layer - 1][0], ((1, 0), (1, 0)))  # now it counts from 1 itself
    refuse(
        min(source, target) < 1 or source >= len(W) or target >= len(W.T),
        f"connection_weight: index: {source} to {target}",
    )
    return float(W[source, target])


def count_parameters(sizes):
    refuse(len(sizes) < 2, f"count_parameters: sizes: {sizes} is no network")
    refuse(not all(n > 0 for n in sizes), f"count_parameters: sizes: {sizes} must be positive")
    return reduce(lambda total, pair: total + (pair[0] + 1) * pair[1], pairwise(sizes), 0)


SPREAD = {
    "he": lambda shape: (2 / shape[0]) ** 0.5,
    "glorot": lambda shape: (2 / sum(shape)) ** 0.5,
    "normal": lambda shape: 1,
}


def init_params(sizes, rng, scheme="he"):
    refuse(scheme not in SPREAD, f"init_params: scheme: {scheme!r} is none of {list(SPREAD)}")
    draw = partial(rng.normal, 0)
    return [
        (draw(SPREAD[scheme](shape), shape), np.full(shape[1], 0.0)) for shape in pairwise(sizes)
    ]
