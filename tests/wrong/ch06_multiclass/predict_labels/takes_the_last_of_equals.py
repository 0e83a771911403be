"""Breaks "of equal ones the lowest": the loop's >= lets a later class with an equal entry win."""

import numpy as np


def predict_labels(probs: np.ndarray, problem: str, threshold: float = 0.5) -> np.ndarray:
    if problem not in ("binary", "multiclass", "multilabel"):
        raise ValueError(f"unknown problem: {problem}")
    if np.any(probs < 0) or np.any(probs > 1):
        raise ValueError("probabilities must lie in the range 0 to 1")
    if problem != "multiclass":
        return (probs > threshold).astype(int)
    labels = []
    for row in probs:
        best = 0
        for c in range(len(row)):
            if row[c] >= row[best]:
                best = c
        labels.append(best)
    return np.array(labels, dtype=int)
