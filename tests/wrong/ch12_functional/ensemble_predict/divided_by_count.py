from __future__ import annotations

import numpy as np


def ensemble_predict(probs: list[np.ndarray], weights: list[float] | None = None) -> np.ndarray:
    """Breaks: "the weights are first divided by their sum" (by their number instead)."""
    if not probs or any(p.shape != probs[0].shape for p in probs):
        raise ValueError("shape: probs is empty, or the shapes differ")
    if weights is None:
        weights = [1.0] * len(probs)
    if len(weights) != len(probs) or min(weights) < 0 or max(weights) == 0:
        raise ValueError("weight: one for each array, none below 0, not all 0")
    total = len(weights)
    answer = 0
    for p, weight in zip(probs, weights):
        p = p if p.dtype.kind == "f" else p.astype(np.float64)
        answer = answer + p * (float(weight) / total)
    return answer
