"""Breaks «integers of any kind become float64» for the biases: np.zeros_like(b) of an integer b is an integer db."""

import numpy as np


def l2_penalty(
    params: list[tuple[np.ndarray, np.ndarray]], lam: float
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    if lam < 0:
        raise ValueError("a negative lam is no price")
    lam = float(lam)
    penalty = 0.0
    gradients = []
    for W, b in params:
        if np.issubdtype(W.dtype, np.integer):
            W = W.astype(np.float64)
        penalty += lam * float(np.sum(np.square(W, dtype=np.float64)))
        gradients.append((2 * lam * W, np.zeros_like(b)))
    return penalty, gradients
