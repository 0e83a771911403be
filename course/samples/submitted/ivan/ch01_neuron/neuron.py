"""Chapter 1: the neuron."""

import numpy as np

def weighted_sum(x: np.ndarray, w: np.ndarray, b: float = 0.0) -> float:
    """Return the neuron's score."""
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError(f"weighted_sum: 1-D: x {x.shape}, w {w.shape}")
    if len(x) != len(w):
        raise ValueError(f"weighted_sum: shape: x {x.shape}, w {w.shape}")
    return float(x @ w + b)


def threshold_unit(x: np.ndarray, w: np.ndarray, b: float) -> int:
    """Return 1 if the score is above 0, else 0."""
    return int(weighted_sum(x, w, b) > 0)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + e**-z) for every entry of z."""
    z = np.asarray(z)
    if z.dtype != np.float32:
        z = z.astype(np.float64)
    if np.isnan(z).any():
        raise ValueError("sigmoid: nan: z has NaN entries")
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def activate(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the activation of z that `kind` names."""
    z = np.asarray(z)
    z = z.astype(np.float32 if z.dtype == np.float32 else np.float64)
    if kind == "linear":
        return z
    if kind == "step":
        return (z > 0).astype(z.dtype)
    if kind == "sigmoid":
        return sigmoid(z)
    if kind == "tanh":
        return np.tanh(z)
    if kind == "relu":
        return np.maximum(0, z)
    if kind == "softplus":
        return np.maximum(0, z) + np.log1p(np.exp(-np.abs(z)))
    if kind == "elu":
        return np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)
    raise ValueError(f"activate: kind: {kind!r} is not known")


def activation_derivative(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the slope of `activate(z, kind)` at z."""
    z = np.asarray(z)
    z = z.astype(np.float32 if z.dtype == np.float32 else np.float64)
    if kind == "linear":
        return np.ones_like(z)
    if kind == "step":
        return np.zeros_like(z)
    if kind == "sigmoid":
        s = sigmoid(z)
        return s * (1 - s)
    if kind == "tanh":
        return 1 - np.tanh(z) ** 2
    if kind == "relu":
        return (z > 0).astype(z.dtype)
    if kind == "softplus":
        return sigmoid(z)
    if kind == "elu":
        return np.where(z > 0, np.ones_like(z), np.exp(np.minimum(z, 0)))
    raise ValueError(f"activation_derivative: kind: {kind!r} is not known")


def perceptron_predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Return 0 or 1 for every row of X."""
    X, w = np.asarray(X, dtype=float), np.asarray(w, dtype=float)
    if X.ndim != 2 or w.ndim != 1 or X.shape[1] != w.shape[0]:
        raise ValueError(f"perceptron_predict: shape: X {X.shape}, w {w.shape}")
    return (X @ w + b > 0).astype(int)


def perceptron_train(
    X: np.ndarray, y: np.ndarray, lr: float = 1.0, epochs: int = 20
) -> tuple[np.ndarray, float, list[int]]:
    """Learn w and b; return (w, b, mistakes)."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y):
        raise ValueError(f"perceptron_train: shape: X {X.shape}, y {y.shape}")
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("perceptron_train: label: must be 0 or 1")
    if lr <= 0:
        raise ValueError(f"perceptron_train: lr: {lr} is not above 0")
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    wrong = 1
    while wrong >= 0:
        wrong = 0
        for x, target in zip(X, y):
            error = target - (x @ w + b > 0)
            w += lr * error * x
            b += lr * error
            wrong += int(error != 0)
        mistakes.append(wrong)
    return w, float(b), mistakes
