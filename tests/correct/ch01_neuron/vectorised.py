# ruff: noqa (a student wrote this)
"""A terse student: masks, np.where, np.logaddexp, one line where one line will do."""

import numpy as np


def _floats(z):
    z = np.asarray(z)
    return z.copy() if z.dtype.kind == "f" else z.astype(float)


def _pair(name, x, w):
    x, w = np.asarray(x, float), np.asarray(w, float)
    if not x.ndim == w.ndim == 1:
        raise ValueError(f"{name}: 1-D: got {x.ndim} and {w.ndim} axes")
    if x.shape != w.shape:
        raise ValueError(f"{name}: shape: {x.shape} and {w.shape}")
    return x, w


def weighted_sum(x, w, b=0.0):
    return np.float64(np.vdot(*_pair("weighted_sum", x, w)) + b)


def threshold_unit(x, w, b):
    return 1 if np.inner(*_pair("threshold_unit", x, w)) > -b else 0


def sigmoid(z):
    if np.isnan(z := _floats(z)).any():
        raise ValueError("sigmoid: nan in z")
    return np.exp(-np.logaddexp(z.dtype.type(0), -z))


FUNCTIONS = {
    "linear": (lambda z: z, np.ones_like),
    "step": (lambda z: (z > 0).astype(z.dtype), np.zeros_like),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (np.tanh, lambda z: 1 - np.square(np.tanh(z))),
    "relu": (lambda z: z * (z > 0), lambda z: (z > 0).astype(z.dtype)),
    "softplus": (lambda z: np.logaddexp(z.dtype.type(0), z), sigmoid),
    "elu": (
        lambda z: np.where(z > 0, z, np.exp(np.minimum(z, z.dtype.type(0))) - z.dtype.type(1)),
        lambda z: np.exp(np.clip(z, None, 0)),
    ),
}


def activate(z, kind):
    if kind not in FUNCTIONS:
        raise ValueError(f"activate: kind {kind!r}?")
    return FUNCTIONS[kind][0](_floats(z))


def activation_derivative(z, kind):
    if kind not in FUNCTIONS:
        raise ValueError(f"activation_derivative: kind {kind!r}?")
    return FUNCTIONS[kind][1](_floats(z))


def perceptron_predict(X, w, b):
    X, w = np.asarray(X, float), np.asarray(w, float)
    if X.ndim != 2 or w.shape != (X.shape[-1],):
        raise ValueError(f"perceptron_predict: shape: {X.shape} @ {w.shape}")
    return np.where(np.einsum("nd,d->n", X, w) + b > 0, 1, 0)


def perceptron_train(X, y, lr=1.0, epochs=20):
    X, y = np.asarray(X, float), np.asarray(y, float)
    if X.ndim != 2 or y.shape != (len(X),):
        raise ValueError(f"perceptron_train: shape: {X.shape}, {y.shape}")
    if set(y) - {0.0, 1.0}:
        raise ValueError("perceptron_train: label: 0 and 1 only")
    if not lr > 0:
        raise ValueError(f"perceptron_train: lr {lr}")
    v, X1, mistakes = np.zeros(X.shape[1] + 1), np.c_[X, np.ones(len(X))], []
    while len(mistakes) < epochs and 0 not in mistakes:
        before = []
        for x, t in zip(X1, y):
            e = t - (x @ v > 0)
            v += lr * e * x
            before.append(e != 0)
        mistakes.append(int(sum(before)))
    return v[:-1].copy(), float(v[-1]), mistakes
