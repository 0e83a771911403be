"""Chapter 3: the way back."""

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


def squared_error(target, output, reduction="half_sum"):
    """Return the cost."""
    target = np.array(target, dtype=np.float64)
    output = np.array(output, dtype=np.float64)
    if target.shape != output.shape:
        raise ValueError(f"squared_error: shape: {target.shape} is not {output.shape}")
    squares = np.square(target - output)
    if reduction == "half_sum":
        return float(0.5 * np.sum(squares))
    elif reduction == "sum":
        return float(np.sum(squares))
    elif reduction == "mean":
        return float(np.mean(squares))
    else:
        raise ValueError(f"squared_error: reduction {reduction} does not exist")


def softmax_cross_entropy(logits, y):
    """Return the mean loss."""
    logits = np.array(logits, dtype=np.float64)
    y = np.array(y)
    if logits.ndim != 2 or y.ndim != 1 or len(y) != len(logits):
        raise ValueError(f"softmax_cross_entropy: shape: {logits.shape} and {y.shape}")
    N, C = logits.shape
    if np.any(y < 0) or np.any(y > C - 1):
        raise ValueError("softmax_cross_entropy: a label is no class")
    largest = np.max(logits, axis=1, keepdims=True)
    shifted = logits - largest
    total = np.sum(np.exp(shifted), axis=1)
    right = shifted[np.arange(N), y]
    return float(np.mean(np.log(total) - right))


def numerical_gradient(f, x, h=1e-5):
    """Return the measured gradient."""
    if h <= 0:
        raise ValueError("numerical_gradient: h must be positive")
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        above = x.copy()
        above[place] += h
        below = x.copy()
        below[place] -= h
        gradient[place] = (f(above) - f(below)) / (2 * h)
    return gradient


def delta_rule_step(w, X, t, lr):
    """Return the new weights."""
    w = np.array(w, dtype=np.float64)
    X = np.array(X, dtype=np.float64)
    t = np.array(t, dtype=np.float64)
    if X.ndim != 2 or w.ndim != 1 or t.ndim != 1:
        raise ValueError(f"delta_rule_step: shape: {w.shape}, {X.shape}, {t.shape}")
    if len(w) != X.shape[1] or len(t) != X.shape[0]:
        raise ValueError(f"delta_rule_step: shape: {w.shape}, {X.shape}, {t.shape}")
    answers = np.dot(X, w)
    errors = answers - t
    return w + lr * np.dot(X.T, errors)


def dense_backward(dY, X, W):
    """Return dX, dW, db."""
    dY = np.array(dY)
    X = np.array(X)
    W = np.array(W)
    if dY.ndim != 2 or X.ndim != 2 or W.ndim != 2:
        raise ValueError(f"dense_backward: shape: {dY.shape}, {X.shape}, {W.shape}")
    if len(dY) != len(X) or dY.shape[1] != W.shape[1] or X.shape[1] != len(W):
        raise ValueError(f"dense_backward: shape: {dY.shape}, {X.shape}, {W.shape}")
    dX = np.dot(dY, W.T)
    dW = np.dot(X.T, dY)
    db = np.sum(dY, axis=0)
    return dX, dW, db


def activation_backward(dA, z, kind):
    """Return dz."""
    dA = np.array(dA)
    z = np.array(z)
    if dA.shape != z.shape:
        raise ValueError(f"activation_backward: shape: {dA.shape} is not {z.shape}")
    values = {
        "linear": lambda z: z,
        "step": lambda z: np.where(z > 0, 1.0, 0.0),
        "sigmoid": lambda z: 1.0 / (1.0 + np.exp(-z)),
        "tanh": np.tanh,
        "relu": lambda z: np.maximum(z, 0.0),
        "softplus": lambda z: np.log1p(np.exp(z)),
        "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0.0))),
    }
    if kind not in values:
        raise ValueError(f"activation_backward: kind {kind} does not exist")
    a = values[kind](z)
    return dA * activation_derivative(a, kind)


def backprop(X, y, params):
    """Return loss, grads."""
    X = np.array(X, dtype=np.float64)
    y = np.array(y)
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y):
        raise ValueError(f"backprop: shape: {X.shape} and {y.shape}")
    if X.shape[1] != params[0][0].shape[0]:
        raise ValueError(f"backprop: shape: {X.shape} and {params[0][0].shape}")
    logits, cache = forward_pass(X, params)
    loss = softmax_cross_entropy(logits, y)
    N = len(X)
    powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    gradient = powers / np.sum(powers, axis=1, keepdims=True)
    gradient[np.arange(N), y] -= 1.0
    gradient = gradient / N
    grads = []
    layer = len(params) - 1
    while layer >= 0:
        W = params[layer][0]
        dX, dW, db = dense_backward(gradient, cache[layer]["A_prev"], W)
        grads.insert(0, (dW, db))
        if layer > 0:
            gradient = activation_backward(dX, cache[layer - 1]["Z"], "relu")
        layer = layer - 1
    return loss, grads


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    """Return params, losses."""
    if batch_size < 1:
        raise ValueError("train_mlp: a batch needs at least one row")
    params = init_params(sizes, rng)
    losses = []
    N = len(X)
    for epoch in range(epochs):
        order = rng.permutation(N)
        total = 0.0
        for start in range(0, N, batch_size):
            rows = order[start : start + batch_size]
            loss, grads = backprop(X[rows], y[rows], params)
            total += loss * len(rows)
            new = []
            for (W, b), (dW, db) in zip(params, grads):
                new.append((W - lr * dW, b - lr * db))
            params = new
        losses.append(float(total / N))
    return params, losses


def fit_or_gate(w0, steps=100, lr=0.01):
    """Return w, losses."""
    w0 = np.array(w0, dtype=np.float32)
    if w0.shape != (3, 1):
        raise ValueError(f"fit_or_gate: w0 has {w0.shape}")
    import tensorflow as tf

    X = tf.constant(np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=np.float32))
    t = tf.constant(np.array([[0], [1], [1], [1]], dtype=np.float32))
    w = tf.Variable(w0)
    losses = []
    for step in range(steps + 1):
        with tf.GradientTape() as tape:
            answer = tf.nn.relu(tf.matmul(X, w))
            loss = tf.reduce_sum((t - answer) ** 2)
        losses.append(float(loss.numpy()))
        if step < steps:
            gradient = tape.gradient(loss, w)
            w.assign(w - lr * gradient)
    return w.numpy(), losses
