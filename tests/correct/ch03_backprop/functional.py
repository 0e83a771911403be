# ruff: noqa (a student wrote this)
"""Folds, lambdas and broadcasting: nothing here is assigned twice."""

from collections.abc import Callable
from functools import reduce
from itertools import pairwise

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


def demand(condition, text):
    if not condition:
        raise ValueError(text)


REDUCE = {
    "half_sum": lambda r: 0.5 * np.vdot(r, r),
    "sum": lambda r: np.linalg.norm(r) ** 2,
    "mean": lambda r: np.mean(r * r),
}

squared_error = lambda target, output, reduction="half_sum": (
    demand(reduction in REDUCE, f"squared_error: reduction: {reduction}"),
    demand(
        np.shape(target) == np.shape(output),
        f"squared_error: shape: {np.shape(target)} is not {np.shape(output)}",
    ),
    float(REDUCE[reduction]((1.0 * np.float64(target) - 1.0 * np.float64(output)).ravel())),
)[-1]


log_sum_exp = lambda z: np.logaddexp.reduce(z, axis=1, keepdims=True)


def softmax_cross_entropy(logits, y):
    demand(np.ndim(logits) == 2, f"softmax_cross_entropy: shape: logits {np.shape(logits)}")
    demand(np.shape(y) == np.shape(logits)[:1], f"softmax_cross_entropy: shape: y {np.shape(y)}")
    demand(np.isin(y, np.arange(logits.shape[1])).all(), f"softmax_cross_entropy: label: {set(y)}")
    z = logits.astype(float)
    right = np.take_along_axis(z, np.asarray(y)[:, np.newaxis].astype(int), axis=1)
    return float(np.mean(log_sum_exp(z) - right))


def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5):
    demand(h > 0, f"numerical_gradient: h must be positive: {h}")
    places = np.arange(x.size).reshape(x.shape)
    nudged = lambda index, by: f(np.float64(x) + by * (places == index))
    slope = lambda index: (nudged(index, h) - nudged(index, -h)) / (2 * h)
    return np.fromiter(map(slope, range(x.size)), float, x.size).reshape(x.shape)


def delta_rule_step(w, X, t, lr):
    demand(np.ndim(X) == 2, "delta_rule_step: shape: X is no table")
    demand(np.shape(w) == np.shape(X)[1:], f"delta_rule_step: shape: w {np.shape(w)}")
    demand(np.shape(t) == np.shape(X)[:1], f"delta_rule_step: shape: t {np.shape(t)}")
    residual = np.subtract(t, np.dot(np.asarray(X, float), w), dtype=float)
    return np.add(w, lr * np.sum(X * residual[:, None], axis=0), dtype=float)


def dense_backward(dY, X, W):
    demand(all(np.ndim(a) == 2 for a in (dY, X, W)), "dense_backward: shape: 2-D, all of them")
    demand(
        dY.shape == (X.shape[0], W.shape[1]) and X.shape[1] == W.shape[0],
        f"dense_backward: shape: dY {dY.shape}, X {X.shape}, W {W.shape}",
    )
    return np.inner(dY, W), np.tensordot(X, dY, axes=(0, 0)), np.ones(len(dY)) @ dY


def activation_backward(dA, z, kind):
    demand(np.shape(dA) == np.shape(z), "activation_backward: shape: dA is not like z")
    return np.multiply(dA, activation_derivative(z, kind))


def backprop(X, y, params):
    demand(
        np.ndim(X) == 2 and np.shape(X)[1:] == np.shape(params[0][0])[:1],
        f"backprop: shape: X {np.shape(X)} for W {np.shape(params[0][0])}",
    )
    demand(np.shape(y) == np.shape(X)[:1], f"backprop: shape: y {np.shape(y)}")
    classes = np.arange(params[-1][1].size)
    demand(np.isin(y, classes).all(), "backprop: label: unknown class")
    logits, cache = forward_pass(X, params)
    at_logits = (np.exp(logits - log_sum_exp(logits)) - (y[:, None] == classes)) / y.size

    def back(state, layer):
        dA, gradients = state
        (W, b), here, is_last = layer
        dZ = dA if is_last else activation_backward(dA, here["Z"], "relu")
        dX, dW, db = dense_backward(dZ, here["A_prev"], W)
        return dX, ((dW, db), *gradients)

    lasts = [*[False] * (len(params) - 1), True]
    layers = reversed(list(zip(params, cache, lasts)))
    return softmax_cross_entropy(logits, y), list(reduce(back, layers, (at_logits, ()))[1])


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    demand(batch_size >= 1, f"train_mlp: batch: {batch_size}")

    def step(state, rows):
        params, cost = state
        loss, gradients = backprop(X[rows], y[rows], params)
        moved = [
            tuple(p - lr * dp for p, dp in zip(pair, dpair))
            for pair, dpair in zip(params, gradients)
        ]
        return moved, cost + loss * rows.size

    def epoch(state, _):
        params, losses = state
        cuts = range(batch_size, len(X), batch_size)
        params, cost = reduce(step, np.split(rng.permutation(len(X)), cuts), (params, 0.0))
        return params, losses + [float(cost / len(X))]

    return reduce(epoch, range(epochs), (init_params(sizes, rng), []))


def fit_or_gate(w0, steps=100, lr=0.01):
    demand(np.shape(w0) == (3, 1), f"fit_or_gate: w0 {np.shape(w0)}")
    import tensorflow as tf

    X = tf.constant([[a, b, 1.0] for a in (0.0, 1.0) for b in (0.0, 1.0)])
    t = tf.reduce_max(X[:, :2], axis=1, keepdims=True)

    def loss_and_slope(w):
        with tf.GradientTape() as tape:
            tape.watch(w)
            loss = tf.norm(t - tf.maximum(X @ w, 0.0), ord="euclidean") ** 2
        return loss, tape.gradient(loss, w)

    def step(state, _):
        w, losses = state
        loss, slope = loss_and_slope(w)
        return w - lr * slope, [*losses, float(loss)]

    w, losses = reduce(step, range(steps), (tf.constant(w0, dtype=tf.float32), []))
    return np.array(w), [*losses, float(loss_and_slope(w)[0])]
