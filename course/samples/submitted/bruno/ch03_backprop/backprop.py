# chapter 3, my solutions
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
    if np.shape(target) != np.shape(output):
        raise ValueError("squared_error: shape: " + str(np.shape(target)) + ", " + str(np.shape(output)))
    total = 0.0
    count = 0
    for t, o in zip(np.ravel(target), np.ravel(output)):
        total += (float(t) - float(o)) ** 2
        count += 1
    if reduction == "half_sum":
        return total / 2
    elif reduction == "sum":
        return total
    elif reduction == "mean":
        return total / count
    raise ValueError("squared_error: unknown reduction")


def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits, dtype=float)
    if logits.ndim != 2 or np.ndim(y) != 1 or len(y) != len(logits):
        raise ValueError("softmax_cross_entropy: wrong shape")
    classes = logits.shape[1]
    if min(y) < 0 or max(y) >= classes:
        raise ValueError("softmax_cross_entropy: label has to be a class")
    # a loop over the classes is allowed, over the rows it is not
    biggest = logits[:, 0]
    for k in range(1, classes):
        biggest = np.maximum(biggest, logits[:, k])
    total = 0
    right = 0
    for k in range(classes):
        total = total + np.exp(logits[:, k] - biggest)
        right = right + np.where(np.asarray(y) == k, logits[:, k] - biggest, 0.0)
    return float(np.mean(np.log(total) - right))


def numerical_gradient(f, x, h=1e-5):
    if h <= 0:
        raise ValueError("numerical_gradient: h must be positive")
    x = np.asarray(x)
    flat = [float(number) for number in x.ravel()]
    slopes = []
    for i in range(len(flat)):
        kept = flat[i]
        flat[i] = kept + h
        above = f(np.array(flat).reshape(x.shape))
        flat[i] = kept - h
        below = f(np.array(flat).reshape(x.shape))
        flat[i] = kept
        slopes.append((above - below) / (2 * h))
    return np.array(slopes, dtype=float).reshape(x.shape)


def delta_rule_step(w, X, t, lr):
    if np.ndim(X) != 2 or np.ndim(w) != 1 or np.ndim(t) != 1:
        raise ValueError("delta_rule_step: wrong shape")
    if len(w) != len(X[0]) or len(t) != len(X):
        raise ValueError("delta_rule_step: wrong shape, they do not fit")
    errors = []
    for n in range(len(X)):
        answer = 0.0
        for j in range(len(w)):
            answer += float(X[n][j]) * float(w[j])
        errors.append(float(t[n]) - answer)
    new = []
    for j in range(len(w)):
        change = 0.0
        for n in range(len(X)):
            change += float(X[n][j]) * errors[n]
        new.append(float(w[j]) + lr * change)
    return np.array(new)


def dense_backward(dY, X, W):
    if np.ndim(dY) != 2 or np.ndim(X) != 2 or np.ndim(W) != 2:
        raise ValueError("dense_backward: wrong shape")
    if dY.shape[0] != X.shape[0] or dY.shape[1] != W.shape[1] or X.shape[1] != W.shape[0]:
        raise ValueError("dense_backward: wrong shape, they do not fit")
    D, M = W.shape
    dX = np.zeros(X.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(M)
    for m in range(M):
        db[m] = np.sum(dY[:, m])
    for d in range(D):
        dX[:, d] = np.dot(dY, W[d])
        dW[d] = np.dot(X[:, d], dY)
    return dX, dW, db


def activation_backward(dA, z, kind):
    if np.shape(dA) != np.shape(z):
        raise ValueError("activation_backward: wrong shape")
    slopes = activation_derivative(z, kind)
    return np.multiply(dA, slopes)


def backprop(X, y, params):
    if np.ndim(X) != 2 or np.ndim(y) != 1 or len(X) != len(y):
        raise ValueError("backprop: wrong shape")
    if len(X[0]) != len(params[0][0]):
        raise ValueError("backprop: wrong shape, X does not fit the first layer")
    logits, cache = forward_pass(X, params)
    loss = softmax_cross_entropy(logits, y)
    N = len(X)
    gradient = np.zeros(logits.shape)
    for n in range(N):
        e = np.exp(logits[n] - max(logits[n]))
        gradient[n] = e / sum(e)
        gradient[n][int(y[n])] -= 1
    gradient = gradient / N
    backwards = []
    for layer in range(len(params) - 1, -1, -1):
        W = params[layer][0]
        A = cache[layer]["A_prev"]
        backwards.append((np.dot(A.T, gradient), np.sum(gradient, axis=0)))
        if layer > 0:
            gradient = activation_backward(np.dot(gradient, W.T), cache[layer - 1]["Z"], "relu")
    grads = []
    for pair in backwards:
        grads = [pair] + grads
    return loss, grads


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if batch_size < 1:
        raise ValueError("train_mlp: batch_size is too small")
    params = init_params(sizes, rng)
    losses = []
    for epoch in range(epochs):
        order = list(range(len(X)))
        rng.shuffle(order)
        total = 0.0
        first = 0
        while first < len(X):
            rows = order[first : first + batch_size]
            loss, grads = backprop(X[rows], y[rows], params)
            total = total + loss * len(rows)
            for layer in range(len(params)):
                W, b = params[layer]
                dW, db = grads[layer]
                params[layer] = (W - lr * dW, b - lr * db)
            first = first + batch_size
        losses.append(total / len(X))
    return params, losses


def fit_or_gate(w0, steps=100, lr=0.01):
    if np.shape(w0) != (3, 1):
        raise ValueError("fit_or_gate: w0 has to be (3, 1)")
    import tensorflow as tf

    rows = tf.constant([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    targets = [0.0, 1.0, 1.0, 1.0]
    w = tf.Variable(np.array(w0, dtype=np.float32))
    losses = []
    for step in range(steps + 1):
        with tf.GradientTape() as tape:
            answers = tf.nn.relu(tf.matmul(rows, w))
            loss = 0.0
            for n in range(4):
                loss = loss + (targets[n] - answers[n, 0]) ** 2
        losses.append(float(loss))
        if step == steps:
            break
        slope = tape.gradient(loss, w)
        w.assign_sub(lr * slope)
    return w.numpy(), losses
