"""Breaks «the penalty is a `float`»: for float32 weights np.sum gives an np.float32, which is neither Python's float nor np.float64."""

import numpy as np


def l2_penalty(
    params: list[tuple[np.ndarray, np.ndarray]], lam: float
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    if lam < 0:
        raise ValueError("lam < 0")
    lam = float(lam)
    floats = [
        tuple(a.astype(np.float64) if a.dtype.kind in "iu" else a for a in layer)
        for layer in params
    ]
    penalty = 0.0
    for W, _ in floats:
        penalty += lam * np.sum(W**2)
    return penalty, [(2 * lam * W, np.zeros_like(b)) for W, b in floats]
