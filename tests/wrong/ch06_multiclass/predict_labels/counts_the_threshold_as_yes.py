"""Breaks "above threshold (not where it is equal)": compares with >=."""

import numpy as np


def predict_labels(probs: np.ndarray, problem: str, threshold: float = 0.5) -> np.ndarray:
    if problem not in ("binary", "multiclass", "multilabel"):
        raise ValueError(f"unknown problem: {problem}")
    if np.any(probs < 0) or np.any(probs > 1):
        raise ValueError("probabilities must lie in the range 0 to 1")
    if problem == "multiclass":
        return np.argmax(probs, axis=1)
    return np.where(probs >= threshold, 1, 0)
