"""Chapter 1: one artificial neuron, from the weighted sum to a perceptron that learns."""

import numpy as np

def weighted_sum(x: np.ndarray, w: np.ndarray, b: float = 0.0) -> float:
    """Return the neuron's score."""
    raise NotImplementedError("1.1 weighted_sum")


def threshold_unit(x: np.ndarray, w: np.ndarray, b: float) -> int:
    """Return 1 if the score is above 0, else 0."""
    raise NotImplementedError("1.2 threshold_unit")


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + e**-z) for every entry of z."""
    raise NotImplementedError("1.3 sigmoid")


def activate(z: np.ndarray, kind: str) -> np.ndarray:
    """Return the activation of z that `kind` names."""
    raise NotImplementedError("1.4 activate")


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
