"""Chapter 3: loss, gradient descent and backpropagation, up to a network that learns digits."""

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
    errors = t - answers
    return w + lr * np.dot(X.T, errors)


def dense_backward(
    dY: np.ndarray, X: np.ndarray, W: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the gradients (dX, dW, db) of a layer `Y = X @ W + b`, given the gradient dY."""
    raise NotImplementedError("3.5 dense_backward")


def activation_backward(dA: np.ndarray, z: np.ndarray, kind: str) -> np.ndarray:
    """Return the gradient with respect to z of `A = activate(z, kind)`, given the gradient dA."""
    raise NotImplementedError("3.6 activation_backward")


def backprop(X: np.ndarray, y: np.ndarray, params: Params) -> tuple[float, Params]:
    """Return the loss of a network and its gradients, one (dW, db) per layer."""
    raise NotImplementedError("3.7 backprop")


def train_mlp(
    X: np.ndarray,
    y: np.ndarray,
    sizes: list[int],
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> tuple[Params, list[float]]:
    """Train a network with mini-batch gradient descent; return its params and its losses."""
    raise NotImplementedError("3.8 train_mlp")


def fit_or_gate(
    w0: np.ndarray, steps: int = 100, lr: float = 0.01
) -> tuple[np.ndarray, list[float]]:
    """Teach one relu unit the OR gate with TensorFlow; return its weights and its losses."""
    raise NotImplementedError("3.9 fit_or_gate")
