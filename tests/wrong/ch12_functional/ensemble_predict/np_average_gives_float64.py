from __future__ import annotations

import numpy as np


def ensemble_predict(probs: list[np.ndarray], weights: list[float] | None = None) -> np.ndarray:
    """Breaks: "float32 in all of probs stays float32"."""
    if not probs or any(p.shape != probs[0].shape for p in probs):
        raise ValueError("shape: probs is empty, or the shapes differ")
    if weights is None:
        weights = [1.0] * len(probs)
    if len(weights) != len(probs) or min(weights) < 0 or max(weights) == 0:
        raise ValueError("weight: one for each array, none below 0, not all 0")
    return np.average(np.stack(probs), axis=0, weights=np.array(weights, dtype=np.float64))
