# ruff: noqa (a student wrote this)
# Chapter 3. Every step on a line of its own.
import math
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


def squared_error(target: np.ndarray, output: np.ndarray, reduction: str = "half_sum") -> float:
    target = np.array(target)
    output = np.array(output)
    if target.shape != output.shape:
        raise ValueError(
            "squared_error: shape: target has "
            + str(target.shape)
            + " and output has "
            + str(output.shape)
        )
    if reduction not in ["half_sum", "sum", "mean"]:
        raise ValueError("squared_error: reduction: I do not know " + str(reduction))
    targets = target.flatten().tolist()
    outputs = output.flatten().tolist()
    total = 0.0
    for i in range(len(targets)):
        difference = float(targets[i]) - float(outputs[i])
        total = total + difference * difference
    if reduction == "half_sum":
        cost = total / 2
    elif reduction == "sum":
        cost = total
    else:
        cost = total / len(targets)
    return cost


def softmax_cross_entropy(logits: np.ndarray, y: np.ndarray) -> float:
    logits = np.array(logits, dtype=float)
    y = np.array(y)
    if logits.ndim != 2:
        raise ValueError("softmax_cross_entropy: shape: logits " + str(logits.shape))
    if y.ndim != 1:
        raise ValueError("softmax_cross_entropy: shape: y " + str(y.shape))
    number_of_rows = logits.shape[0]
    number_of_classes = logits.shape[1]
    if y.shape[0] != number_of_rows:
        raise ValueError("softmax_cross_entropy: shape: not one label per row")
    if np.any(y < 0):
        raise ValueError("softmax_cross_entropy: label: below 0")
    if np.any(y >= number_of_classes):
        raise ValueError("softmax_cross_entropy: label: above " + str(number_of_classes - 1))
    # loops over the classes are fine, loops over the rows are not
    biggest = logits[:, 0]
    for c in range(1, number_of_classes):
        biggest = np.maximum(biggest, logits[:, c])
    total = np.zeros(number_of_rows)
    for c in range(number_of_classes):
        total = total + np.exp(logits[:, c] - biggest)
    log_of_total = np.log(total) + biggest
    right_logit = np.zeros(number_of_rows)
    for c in range(number_of_classes):
        right_logit = np.where(y == c, logits[:, c], right_logit)
    cost_per_row = log_of_total - right_logit
    return float(np.mean(cost_per_row))


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    if h <= 0:
        raise ValueError("numerical_gradient: h must be positive, not " + str(h))
    x = np.array(x, dtype=np.float64)
    shape = x.shape
    numbers = x.flatten()
    slopes = np.zeros(len(numbers))
    for i in range(len(numbers)):
        plus = numbers.copy()
        plus[i] = plus[i] + h
        minus = numbers.copy()
        minus[i] = minus[i] - h
        f_plus = f(plus.reshape(shape))
        f_minus = f(minus.reshape(shape))
        slopes[i] = (f_plus - f_minus) / (2 * h)
    return slopes.reshape(shape)


def delta_rule_step(w: np.ndarray, X: np.ndarray, t: np.ndarray, lr: float) -> np.ndarray:
    w = np.array(w, dtype=np.float64)
    X = np.array(X, dtype=np.float64)
    t = np.array(t, dtype=np.float64)
    if X.ndim != 2:
        raise ValueError("delta_rule_step: shape: X must be a table")
    if w.ndim != 1 or w.shape[0] != X.shape[1]:
        raise ValueError("delta_rule_step: shape: w is " + str(w.shape))
    if t.ndim != 1 or t.shape[0] != X.shape[0]:
        raise ValueError("delta_rule_step: shape: t is " + str(t.shape))
    errors = []
    for n in range(X.shape[0]):
        answer = 0.0
        for j in range(X.shape[1]):
            answer = answer + X[n, j] * w[j]
        errors.append(t[n] - answer)
    new_w = np.zeros(w.shape[0])
    for j in range(X.shape[1]):
        change = 0.0
        for n in range(X.shape[0]):
            change = change + X[n, j] * errors[n]
        new_w[j] = w[j] + lr * change
    return new_w


def dense_backward(
    dY: np.ndarray, X: np.ndarray, W: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    for name, array in [("dY", dY), ("X", X), ("W", W)]:
        if np.ndim(array) != 2:
            raise ValueError("dense_backward: shape: " + name + " must be 2-D")
    if dY.shape[0] != X.shape[0]:
        raise ValueError("dense_backward: shape: dY and X have different numbers of rows")
    if X.shape[1] != W.shape[0]:
        raise ValueError("dense_backward: shape: X and W do not fit")
    if dY.shape[1] != W.shape[1]:
        raise ValueError("dense_backward: shape: dY and W do not fit")
    W_transposed = W.T
    X_transposed = X.T
    dX = dY @ W_transposed
    dW = X_transposed @ dY
    db = np.zeros(dY.shape[1])
    for k in range(dY.shape[1]):
        db[k] = dY[:, k].sum()
    return (dX, dW, db)


def activation_backward(dA: np.ndarray, z: np.ndarray, kind: str) -> np.ndarray:
    if np.shape(dA) != np.shape(z):
        raise ValueError("activation_backward: shape: dA and z must have the same shape")
    slope = activation_derivative(z, kind)
    dZ = dA * slope
    return dZ


def softmax(z):
    """Probabilities of one row of logits."""
    exponentials = np.exp(z - np.max(z))
    return exponentials / np.sum(exponentials)


def backprop(X: np.ndarray, y: np.ndarray, params: Params) -> tuple[float, Params]:
    if np.ndim(X) != 2:
        raise ValueError("backprop: shape: X must be a table")
    if np.ndim(y) != 1:
        raise ValueError("backprop: shape: y must have one axis")
    if len(y) != len(X):
        raise ValueError("backprop: shape: one label per row, please")
    first_W = params[0][0]
    if X.shape[1] != first_W.shape[0]:
        raise ValueError("backprop: shape: X has too many or too few columns")
    number_of_classes = params[-1][0].shape[1]
    for label in y:
        if label < 0 or label >= number_of_classes:
            raise ValueError("backprop: label: there is no class " + str(label))
    N = X.shape[0]
    logits, cache = forward_pass(X, params)
    loss = softmax_cross_entropy(logits, y)

    # the gradient at the logits, one row after the other
    dZ = np.zeros(logits.shape)
    for n in range(N):
        probabilities = softmax(logits[n])
        for c in range(number_of_classes):
            if c == y[n]:
                dZ[n, c] = (probabilities[c] - 1.0) / N
            else:
                dZ[n, c] = probabilities[c] / N

    gradients = []
    layer = len(params) - 1
    while layer >= 0:
        W = params[layer][0]
        A_prev = cache[layer]["A_prev"]
        dA_prev, dW, db = dense_backward(dZ, A_prev, W)
        gradients.append((dW, db))
        if layer > 0:
            Z_below = cache[layer - 1]["Z"]
            dZ = activation_backward(dA_prev, Z_below, "relu")
        layer = layer - 1
    gradients.reverse()
    return loss, gradients


def train_mlp(
    X: np.ndarray,
    y: np.ndarray,
    sizes: list[int],
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> tuple[Params, list[float]]:
    if batch_size < 1:
        raise ValueError("train_mlp: batch: batch_size must be 1 or more, not " + str(batch_size))
    params = init_params(sizes, rng)
    losses = []
    N = len(X)
    for epoch in range(epochs):
        order = rng.permutation(N)
        loss_of_each_row = np.zeros(N)
        start = 0
        while start < N:
            stop = start + batch_size
            if stop > N:
                stop = N
            X_batch = []
            y_batch = []
            for position in range(start, stop):
                X_batch.append(X[order[position]])
                y_batch.append(y[order[position]])
            loss, gradients = backprop(np.array(X_batch), np.array(y_batch), params)
            loss_of_each_row[start:stop] = loss
            new_params = []
            for layer in range(len(params)):
                W, b = params[layer]
                dW, db = gradients[layer]
                new_W = W - lr * dW
                new_b = b - lr * db
                new_params.append((new_W, new_b))
            params = new_params
            start = stop
        losses.append(float(loss_of_each_row.mean()))
    return params, losses


def fit_or_gate(
    w0: np.ndarray, steps: int = 100, lr: float = 0.01
) -> tuple[np.ndarray, list[float]]:
    import tensorflow as tf

    w0 = np.array(w0)
    if w0.shape != (3, 1):
        raise ValueError("fit_or_gate: w0 must have the shape (3, 1), not " + str(w0.shape))
    X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=np.float32)
    targets = np.array([[0], [1], [1], [1]], dtype=np.float32)
    w = tf.Variable(w0, dtype=tf.float32)
    losses = []
    for step in range(steps):
        with tf.GradientTape() as tape:
            score = tf.matmul(X, w)
            answer = tf.nn.relu(score)
            difference = targets - answer
            square = difference * difference
            loss = tf.reduce_sum(square)
        losses.append(float(loss.numpy()))
        gradient = tape.gradient(loss, w)
        w.assign_sub(lr * gradient)
    score = tf.matmul(X, w)
    answer = tf.nn.relu(score)
    last_loss = tf.reduce_sum((targets - answer) ** 2)
    losses.append(float(last_loss.numpy()))
    return w.numpy(), losses
