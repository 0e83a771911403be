"""Breaks «lam may be 0»: 0 is refused like a negative strength."""

import numpy as np


def _as_float(a: np.ndarray) -> np.ndarray:
    return a.astype(np.float64) if a.dtype.kind in "iu" else a


def l2_penalty(
    params: list[tuple[np.ndarray, np.ndarray]], lam: float
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    if lam <= 0:
        raise ValueError("lam must be above 0")
    lam = float(lam)
    penalty = sum(lam * float(np.sum(W.astype(np.float64) ** 2)) for W, _ in params)
    gradients = [(2 * lam * _as_float(W), np.zeros_like(_as_float(b))) for W, b in params]
    return float(penalty), gradients
