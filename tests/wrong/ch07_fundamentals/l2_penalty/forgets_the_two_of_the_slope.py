"""Breaks «the same entry of dW is 2 · lam · w»: the gradient of w² is taken to be w."""

import numpy as np


def l2_penalty(
    params: list[tuple[np.ndarray, np.ndarray]], lam: float
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    if lam < 0:
        raise ValueError("lam must not be below 0")
    penalty = 0.0
    gradients = []
    for W, b in params:
        w_type = np.float64 if W.dtype.kind in "iu" else W.dtype
        b_type = np.float64 if b.dtype.kind in "iu" else b.dtype
        penalty += lam * float(np.sum(W.astype(np.float64) ** 2))
        gradients.append(((lam * W.astype(w_type)).astype(w_type), np.zeros(b.shape, b_type)))
    return float(penalty), gradients
