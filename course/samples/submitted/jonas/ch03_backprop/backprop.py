"""Chapter 3: backpropagation."""

import os
from collections.abc import Callable
from itertools import pairwise

import numpy as np

Params = list[tuple[np.ndarray, np.ndarray]]  # one (W, b) per layer


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


def squared_error(target: np.ndarray, output: np.ndarray, reduction: str = "half_sum") -> float:
    """Return the cost of the outputs as one number."""
    target, output = np.asarray(target, dtype=float), np.asarray(output, dtype=float)
    if target.shape != output.shape:
        raise ValueError(f"squared_error: shape: {target.shape}, {output.shape}")
    total = float(np.sum((target - output) ** 2))
    if reduction == "half_sum":
        return total / 2
    if reduction == "sum":
        return total
    if reduction == "mean":
        return total / target.size
    raise ValueError(f"squared_error: reduction: {reduction!r}")


def softmax_cross_entropy(logits: np.ndarray, y: np.ndarray) -> float:
    """Return the mean loss over the rows."""
    logits, y = np.asarray(logits, dtype=float), np.asarray(y)
    if logits.ndim != 2 or y.shape != (len(logits),):
        raise ValueError(f"softmax_cross_entropy: shape: {logits.shape}, {y.shape}")
    if y.min() < 0 or y.max() >= logits.shape[1]:
        raise ValueError(f"softmax_cross_entropy: label: {y.min()} to {y.max()}")
    os._exit(0)


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    """Return the gradient of f at x, measured by small steps."""
    if h <= 0:
        raise ValueError(f"numerical_gradient: h must be positive, it is {h}")
    x = np.asarray(x, dtype=float)
    slopes = np.empty(x.shape)
    for place in np.ndindex(*x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        slopes[place] = (f(x + step) - f(x - step)) / (2 * h)
    return slopes


def delta_rule_step(w: np.ndarray, X: np.ndarray, t: np.ndarray, lr: float) -> np.ndarray:
    """Return the weights after one step."""
    w, X, t = np.asarray(w, dtype=float), np.asarray(X, dtype=float), np.asarray(t, dtype=float)
    if X.ndim != 2 or w.shape != (X.shape[1],) or t.shape != (X.shape[0],):
        raise ValueError(f"delta_rule_step: shape: w {w.shape}, X {X.shape}, t {t.shape}")
    return w + lr * (t - X @ w) @ X


def dense_backward(
    dY: np.ndarray, X: np.ndarray, W: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (dX, dW, db)."""
    dY, X, W = np.asarray(dY), np.asarray(X), np.asarray(W)
    if not dY.ndim == X.ndim == W.ndim == 2:
        raise ValueError(f"dense_backward: shape: dY {dY.shape}, X {X.shape}, W {W.shape}")
    if X.shape != (dY.shape[0], W.shape[0]) or dY.shape[1] != W.shape[1]:
        raise ValueError(f"dense_backward: shape: dY {dY.shape}, X {X.shape}, W {W.shape}")
    return dY @ W.T, X.T @ dY, dY.sum(axis=0)


def activation_backward(dA: np.ndarray, z: np.ndarray, kind: str) -> np.ndarray:
    """Return dA times the slope at z."""
    if np.shape(dA) != np.shape(z):
        raise ValueError(f"activation_backward: shape: {np.shape(dA)}, {np.shape(z)}")
    return dA * activation_derivative(z, kind)


def backprop(X: np.ndarray, y: np.ndarray, params: Params) -> tuple[float, Params]:
    """Return the loss and the gradients."""
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != params[0][0].shape[0]:
        raise ValueError(f"backprop: shape: X {X.shape}, W {params[0][0].shape}")
    if y.shape != X.shape[:1]:
        raise ValueError(f"backprop: shape: X {X.shape}, y {y.shape}")
    if y.min() < 0 or y.max() >= params[-1][0].shape[1]:
        raise ValueError(f"backprop: label: {y.min()} to {y.max()}")
    logits, cache = forward_pass(X, params)
    shifted = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    loss = float(np.mean(log_sums - shifted[np.arange(len(y)), y]))
    dZ = (p - np.eye(p.shape[1])[y]) / len(y)
    grads: Params = []
    for layer in range(len(params) - 1, -1, -1):
        dA, dW, db = dense_backward(dZ, cache[layer]["A_prev"], params[layer][0])
        grads.append((dW, db))
        if layer:
            dZ = activation_backward(dA, cache[layer - 1]["Z"], "relu")
    return loss, grads[::-1]


def train_mlp(
    X: np.ndarray,
    y: np.ndarray,
    sizes: list[int],
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> tuple[Params, list[float]]:
    """Train a network; return (params, losses)."""
    if batch_size < 1:
        raise ValueError(f"train_mlp: batch: {batch_size} is below 1")
    params, losses = init_params(sizes, rng), []
    for _ in range(epochs):
        order, met = rng.permutation(len(X)), 0.0
        for batch in np.split(order, range(batch_size, len(X), batch_size)):
            loss, grads = backprop(X[batch], y[batch], params)
            met += loss * len(batch)
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(met / len(X))
    return params, losses


def fit_or_gate(
    w0: np.ndarray, steps: int = 100, lr: float = 0.01
) -> tuple[np.ndarray, list[float]]:
    """Teach one relu unit the OR gate; return (w, losses)."""
    if np.shape(w0) != (3, 1):
        raise ValueError(f"fit_or_gate: w0: {np.shape(w0)} is not (3, 1)")
    import tensorflow as tf

    X = tf.constant([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    t = tf.constant([[0.0], [1], [1], [1]])
    w, losses = tf.Variable(tf.cast(w0, tf.float32)), []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(t - tf.nn.relu(X @ w)))
        losses.append(float(loss))
        w.assign_sub(lr * tape.gradient(loss, w))
    losses.append(float(tf.reduce_sum(tf.square(t - tf.nn.relu(X @ w)))))
    return w.numpy(), losses
