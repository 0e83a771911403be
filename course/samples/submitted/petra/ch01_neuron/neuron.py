"""Chapter 1: one artificial neuron."""

import numpy as np

def weighted_sum(x, w, b=0.0):
    """Return the score."""
    x = np.array(x, dtype=np.float64)
    w = np.array(w, dtype=np.float64)
    if x.ndim != 1:
        raise ValueError(f"weighted_sum: 1-D: x has {x.ndim} dimensions")
    if w.ndim != 1:
        raise ValueError(f"weighted_sum: 1-D: w has {w.ndim} dimensions")
    if x.shape != w.shape:
        raise ValueError(f"weighted_sum: shape: {x.shape} is not {w.shape}")
    return float(np.sum(x * w) + b)


def threshold_unit(x, w, b):
    """Return 1 or 0."""
    x = np.array(x, dtype=np.float64)
    w = np.array(w, dtype=np.float64)
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError("threshold_unit: 1-D arrays are needed")
    if x.shape != w.shape:
        raise ValueError(f"threshold_unit: shape: {x.shape} is not {w.shape}")
    z = np.sum(x * w) + b
    return 1 if z > 0 else 0


def sigmoid(z):
    """Return the sigmoid of z."""
    z = np.array(z) * 1.0
    if np.any(np.isnan(z)):
        raise ValueError("sigmoid: nan is not allowed")
    small = np.exp(-np.abs(z))
    positive = 1.0 / (1.0 + small)
    negative = small / (1.0 + small)
    return np.where(z < 0, negative, positive)


def activate(z, kind):
    """Return the activation."""
    z = np.array(z) * 1.0
    small = np.exp(-np.abs(z))
    if kind == "linear":
        return z
    elif kind == "step":
        return np.where(z > 0, np.ones_like(z), np.zeros_like(z))
    elif kind == "sigmoid":
        return np.where(z < 0, small / (1.0 + small), 1.0 / (1.0 + small))
    elif kind == "tanh":
        return np.tanh(z)
    elif kind == "relu":
        return np.where(z > 0, z, np.zeros_like(z))
    elif kind == "softplus":
        return np.where(z > 0, z, np.zeros_like(z)) + np.log(1.0 + small)
    elif kind == "elu":
        return np.where(z > 0, z, small - 1.0)
    else:
        raise ValueError(f"activate: kind {kind} does not exist")


def activation_derivative(z, kind):
    """Return the slope."""
    z = np.array(z) * 1.0
    small = np.exp(-np.abs(z))
    if kind == "linear":
        return np.ones_like(z)
    elif kind == "step":
        return np.zeros_like(z)
    elif kind == "sigmoid":
        a = np.where(z < 0, small / (1.0 + small), 1.0 / (1.0 + small))
        slope = np.exp(-a) / (1.0 + np.exp(-a)) ** 2
        return slope
    elif kind == "tanh":
        return 1.0 - np.tanh(z) ** 2
    elif kind == "relu":
        return np.where(z > 0, np.ones_like(z), np.zeros_like(z))
    elif kind == "softplus":
        return np.where(z < 0, small / (1.0 + small), 1.0 / (1.0 + small))
    elif kind == "elu":
        return np.where(z > 0, np.ones_like(z), small)
    else:
        raise ValueError(f"activation_derivative: kind {kind} does not exist")


def perceptron_predict(X, w, b):
    """Return the answers."""
    X = np.array(X, dtype=np.float64)
    w = np.array(w, dtype=np.float64)
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError(f"perceptron_predict: shape: {X.shape} and {w.shape}")
    z = np.sum(X * w, axis=1) + b
    return np.where(z > 0, 1, 0)


def perceptron_train(X, y, lr=1.0, epochs=20):
    """Return w, b, mistakes."""
    X = np.array(X, dtype=np.float64)
    y = np.array(y, dtype=np.float64)
    if X.ndim != 2 or y.ndim != 1 or X.shape[0] != y.shape[0]:
        raise ValueError(f"perceptron_train: shape: {X.shape} and {y.shape}")
    if not set(y.tolist()) <= {0.0, 1.0}:
        raise ValueError("perceptron_train: every label has to be 0 or 1")
    if lr <= 0:
        raise ValueError(f"perceptron_train: lr is {lr}")
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = []
    for epoch in range(epochs):
        wrong = 0
        for i in range(len(y)):
            p = 1.0 if np.sum(X[i] * w) + b > 0 else 0.0
            if p != y[i]:
                w = w + lr * (p - y[i]) * X[i]
                b = b + lr * (p - y[i])
                wrong += 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, float(b), mistakes
