# ruff: noqa (a student wrote this)
"""Chapter 3 with einsum: the loop form of each docstring, index by index."""

from collections.abc import Callable
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


def squared_error(target, output, reduction="half_sum"):
    t, o = np.asarray(target, dtype=np.float64), np.asarray(output, dtype=np.float64)
    if t.shape != o.shape:
        raise ValueError(f"squared_error: shape: {t.shape} and {o.shape}")
    total = np.einsum("i,i->", (t - o).ravel(), (t - o).ravel())
    if reduction == "half_sum":
        return float(total / 2)
    if reduction == "sum":
        return float(total)
    if reduction == "mean":
        return float(total / t.size)
    raise ValueError(f"squared_error: reduction: {reduction!r}")


def _one_hot(y, classes):
    return np.equal.outer(y, np.arange(classes)).astype(np.float64)


def _log_softmax(logits):
    shifted = logits - np.amax(logits, axis=-1, keepdims=True)
    return shifted - np.log(np.einsum("nc->n", np.exp(shifted)))[:, None]


def softmax_cross_entropy(logits, y):
    logits, y = np.asarray(logits, dtype=np.float64), np.asarray(y)
    if logits.ndim != 2 or y.shape != logits.shape[:1]:
        raise ValueError(f"softmax_cross_entropy: shape: {logits.shape} with labels {y.shape}")
    classes = logits.shape[1]
    if not ((0 <= y) & (y < classes)).all():
        raise ValueError(f"softmax_cross_entropy: label: outside 0..{classes - 1}")
    return float(-np.einsum("nc,nc->", _one_hot(y, classes), _log_softmax(logits)) / len(y))


def numerical_gradient(f: Callable[[np.ndarray], float], x, h=1e-5):
    if not h > 0:
        raise ValueError(f"numerical_gradient: h must be positive ({h})")
    x = np.asarray(x, dtype=np.float64)
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + step) - f(x - step)) / (2 * h) for step in steps]
    return np.array(slopes, dtype=np.float64).reshape(x.shape)


def delta_rule_step(w, X, t, lr):
    w, X, t = (np.asarray(a, dtype=np.float64) for a in (w, X, t))
    if X.ndim != 2 or w.shape != X.shape[1:] or t.shape != X.shape[:1]:
        raise ValueError(f"delta_rule_step: shape: w {w.shape}, X {X.shape}, t {t.shape}")
    errors = t - np.einsum("nj,j->n", X, w)
    return w + lr * np.einsum("nj,n->j", X, errors)


def dense_backward(dY, X, W):
    (n, m), (n2, d), (d2, m2) = (_table("dense_backward", a) for a in (dY, X, W))
    if (n, m, d) != (n2, m2, d2):
        raise ValueError(f"dense_backward: shape: dY {(n, m)}, X {(n2, d)}, W {(d2, m2)}")
    return (
        np.einsum("nk,jk->nj", dY, W),
        np.einsum("nj,nk->jk", X, dY),
        np.einsum("nk->k", dY),
    )


def _table(who, a):
    if np.ndim(a) != 2:
        raise ValueError(f"{who}: shape: {np.shape(a)} is no table")
    return np.shape(a)


def activation_backward(dA, z, kind):
    if np.shape(dA) != np.shape(z):
        raise ValueError(f"activation_backward: shape: {np.shape(dA)} and {np.shape(z)}")
    return np.einsum("...,...->...", dA, activation_derivative(z, kind))


def backprop(X, y, params):
    if np.ndim(X) != 2 or np.shape(X)[1] != np.shape(params[0][0])[0]:
        raise ValueError(f"backprop: shape: X {np.shape(X)}, first W {params[0][0].shape}")
    if np.shape(y) != np.shape(X)[:1]:
        raise ValueError(f"backprop: shape: y {np.shape(y)}")
    classes = len(params[-1][1])
    if not ((0 <= y) & (y < classes)).all():
        raise ValueError("backprop: label: no such class")
    logits, cache = forward_pass(X, params)
    loss = softmax_cross_entropy(logits, y)
    dZ = (np.exp(_log_softmax(logits)) - _one_hot(y, classes)) / len(y)
    gradients = []
    for l in range(len(params) - 1, -1, -1):
        # not einsum: for the large matrices of the digits @ is many times faster
        gradients.insert(0, (cache[l]["A_prev"].T @ dZ, dZ.sum(axis=0)))
        if l:
            dZ = activation_backward(dZ @ params[l][0].T, cache[l - 1]["Z"], "relu")
    return loss, gradients


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if batch_size < 1:
        raise ValueError(f"train_mlp: batch: {batch_size}")
    params, losses = init_params(sizes, rng), []
    for _ in range(epochs):
        order, seen = rng.permutation(len(X)), 0.0
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            loss, gradients = backprop(X[rows], y[rows], params)
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, gradients)]
            seen += loss * len(rows)
        losses.append(seen / len(X))
    return params, losses


def fit_or_gate(w0, steps=100, lr=0.01):
    if np.shape(w0) != (3, 1):
        raise ValueError(f"fit_or_gate: w0: shape {np.shape(w0)}")
    import tensorflow as tf

    X = tf.constant([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    t = tf.constant([0.0, 1, 1, 1])
    w = tf.cast(tf.convert_to_tensor(w0), tf.float32)

    def loss_of(w):
        error = t - tf.nn.relu(tf.einsum("nj,jk->n", X, w))
        return tf.einsum("n,n->", error, error)

    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(w)
            loss = loss_of(w)
        losses.append(float(loss))
        w = w - lr * tape.gradient(loss, w)
    return w.numpy(), losses + [float(loss_of(w))]
