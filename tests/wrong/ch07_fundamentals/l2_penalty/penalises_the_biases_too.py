"""Breaks «biases are not penalised»: b is treated like W, in the penalty and in db."""

import numpy as np


def l2_penalty(
    params: list[tuple[np.ndarray, np.ndarray]], lam: float
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    if lam < 0:
        raise ValueError("lam is below 0")
    penalty = 0.0
    gradients = []
    for layer in params:
        slopes = []
        for p in layer:
            p = p if p.dtype.kind == "f" else p.astype(np.float64)
            penalty += lam * float(np.sum(p.astype(np.float64) ** 2))
            slopes.append((2 * lam * p).astype(p.dtype))
        gradients.append(tuple(slopes))
    return float(penalty), gradients
