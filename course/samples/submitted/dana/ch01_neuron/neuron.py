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


def activation_derivative(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the slope of `activate(z, kind)` at z."""
    raise NotImplementedError("1.5 activation_derivative")


def perceptron_predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Return 0 or 1 for every row of X."""
    raise NotImplementedError("1.6 perceptron_predict")


def perceptron_train(
    X: np.ndarray, y: np.ndarray, lr: float = 1.0, epochs: int = 20
) -> tuple[np.ndarray, float, list[int]]:
    """Learn w and b; return (w, b, mistakes)."""
    raise NotImplementedError("1.7 perceptron_train")
