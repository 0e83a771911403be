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


def squared_error(target: np.ndarray, output: np.ndarray, reduction: str = "half_sum") -> float:
    """Return the cost of the outputs as one number, from the squares `(target - output)**2`."""
    raise NotImplementedError("3.1 squared_error")


def softmax_cross_entropy(logits: np.ndarray, y: np.ndarray) -> float:
    """Return the mean over rows of `log(sum over j of e**z[j]) - z[label]`."""
    raise NotImplementedError("3.2 softmax_cross_entropy")


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    """Return the gradient of f at x, measured: `(f(x + h) - f(x - h)) / (2 h)` per entry."""
    raise NotImplementedError("3.3 numerical_gradient")


def delta_rule_step(w: np.ndarray, X: np.ndarray, t: np.ndarray, lr: float) -> np.ndarray:
    """Return the weights of a linear unit after one step of gradient descent on `half_sum`."""
    raise NotImplementedError("3.4 delta_rule_step")


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
