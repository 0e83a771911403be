"""Breaks «params and its arrays are not changed» and «new arrays»: W *= 2 * lam turns the caller's float weights into the gradient."""

import numpy as np


def l2_penalty(
    params: list[tuple[np.ndarray, np.ndarray]], lam: float
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    if lam < 0:
        raise ValueError("lam must be 0 or more")
    penalty = 0.0
    gradients = []
    for W, b in params:
        if W.dtype.kind in "iu":
            W = W.astype(np.float64)
        if b.dtype.kind in "iu":
            b = b.astype(np.float64)
        penalty += lam * float(np.sum(W.astype(np.float64) ** 2))
        W *= 2 * lam
        gradients.append((W, np.zeros_like(b)))
    return float(penalty), gradients
