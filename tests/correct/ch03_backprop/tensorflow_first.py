# ruff: noqa (a student wrote this)
"""TensorFlow at the top, the bias as one more row of the weights, one array per layer inside."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import tensorflow as tf
from tensorflow import keras


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
    target, output = np.asarray(target, dtype=float), np.asarray(output, dtype=float)
    if not target.shape == output.shape:
        raise ValueError(f"squared_error: target of shape {target.shape}, output {output.shape}")
    squares = np.power(target - output, 2)
    match reduction:
        case "half_sum":
            return np.float64(squares.sum() / 2)
        case "sum":
            return np.float64(squares.sum())
        case "mean":
            return np.float64(squares.mean())
        case _:
            raise ValueError("squared_error: reduction: half_sum, sum or mean")


def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits, dtype=float)
    labels = np.asarray(y)
    if logits.ndim != 2 or labels.ndim != 1 or labels.size != logits.shape[0]:
        raise ValueError(f"softmax_cross_entropy: shape: {logits.shape}, {labels.shape}")
    if labels.min() < 0 or labels.max() > logits.shape[1] - 1:
        raise ValueError(f"softmax_cross_entropy: a label is {labels.min()} or {labels.max()}")
    # -log softmax = log of the sum of e**(z - z_label): never negative, and exact when right
    gaps = logits - logits[range(len(labels)), labels][:, None]
    top = np.maximum(gaps.max(axis=1), 0)
    return float(np.mean(top + np.log(np.sum(np.exp(gaps - top[:, None]), axis=1))))


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    if h <= 0:
        raise ValueError("h must be positive")
    x = np.array(x, float)
    x.flags.writeable = False
    grad = np.full(x.shape, np.nan)
    for index in np.ndindex(*x.shape):
        unit = np.zeros(x.shape)
        unit[index] = h
        grad[index] = (f(x + unit) - f(x - unit)) / 2 / h
    return grad


def delta_rule_step(w, X, t, lr):
    w, X, t = np.float64(w), np.float64(X), np.float64(t)
    if X.ndim != 2 or X.shape != t.shape + w.shape:
        raise ValueError(f"delta_rule_step: shape: X {X.shape}, t {t.shape}, w {w.shape}")
    gradient = -X.T @ (t - X @ w)  # of half the sum of squares
    return w - lr * gradient


def dense_backward(dY, X, W):
    if not (np.ndim(dY) == np.ndim(X) == np.ndim(W) == 2):
        raise ValueError("dense_backward: shape: three tables are needed")
    try:
        dX = np.dot(dY, np.transpose(W))
        dW = np.dot(np.transpose(X), dY)
    except ValueError as error:
        raise ValueError(f"dense_backward: shape: {error}") from None
    if dX.shape != np.shape(X) or dW.shape != np.shape(W):
        raise ValueError("dense_backward: shape: a gradient would not look like its array")
    return dX, dW, dY.sum(0)


def activation_backward(dA, z, kind):
    slope = activation_derivative(z, kind)
    if slope.shape != np.shape(dA):
        raise ValueError(f"activation_backward: shape: dA {np.shape(dA)}, z {np.shape(z)}")
    return np.asarray(dA) * slope


def _join(params):
    return [np.vstack([W, b]) for W, b in params]


def _split(tables):
    return [(table[:-1].copy(), table[-1].copy()) for table in tables]


def _with_ones(A):
    return np.column_stack([A, np.ones(len(A))])


def _gradients(X, y, tables):
    """Loss, and one gradient for each table [W; b]."""
    inputs = [_with_ones(X)]
    for table in tables[:-1]:
        inputs.append(_with_ones(np.maximum(inputs[-1] @ table, 0)))
    logits = inputs[-1] @ tables[-1]
    loss = softmax_cross_entropy(logits, y)
    delta = np.exp(logits - logits.max(1, keepdims=True))
    delta /= delta.sum(1, keepdims=True)
    delta[np.arange(len(y)), y] -= 1
    delta /= len(y)
    slopes = []
    for table, A in zip(tables[::-1], inputs[::-1]):
        slopes.append(A.T @ delta)
        delta = (delta @ table.T * (A > 0))[:, :-1]  # the ones are no neurons
    return loss, slopes[::-1]


def backprop(X, y, params):
    W = params[0][0]
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != W.shape[0] or y.ndim != 1 or len(y) != len(X):
        raise ValueError(f"backprop: shape: X {X.shape}, y {y.shape}, W {W.shape}")
    try:
        loss, slopes = _gradients(X, y, _join(params))
    except ValueError as error:
        raise ValueError(f"backprop: {error}") from error
    return loss, _split(slopes)


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if batch_size < 1:
        raise ValueError("train_mlp: an empty batch teaches nothing")
    tables = _join(init_params(sizes, rng))
    losses = []
    for _ in range(epochs):
        rows = rng.permutation(np.column_stack([X, y]))  # images and labels stay together
        X_now, y_now = rows[:, :-1], rows[:, -1].astype(int)
        total = 0.0
        for i in range(-(-len(rows) // batch_size)):
            batch = slice(i * batch_size, (i + 1) * batch_size)
            loss, slopes = _gradients(X_now[batch], y_now[batch], tables)
            tables = [table - lr * slope for table, slope in zip(tables, slopes)]
            total += loss * len(y_now[batch])
        losses.append(float(total / len(rows)))
    return _split(tables), losses


def fit_or_gate(w0, steps=100, lr=0.01):
    if np.asarray(w0).shape != (3, 1):
        raise ValueError(f"fit_or_gate: w0 has shape {np.asarray(w0).shape}")
    inputs = keras.ops.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype="float32")
    targets = keras.ops.array([[0], [1], [1], [1]], dtype="float32")
    w = tf.Variable(keras.ops.cast(w0, "float32"))

    @tf.function
    def descend():
        with tf.GradientTape() as tape:
            loss = tf.math.reduce_sum((targets - keras.activations.relu(inputs @ w)) ** 2)
        w.assign(w - lr * tape.gradient(loss, w))
        return loss

    losses = [descend().numpy().item() for _ in range(steps)]
    answers = np.maximum(inputs.numpy() @ w.numpy(), 0)
    losses.append(float(np.sum((targets.numpy() - answers) ** 2)))
    return w.numpy(), losses
