"""Breaks "a dE of integers counts as float64": the answer has the integer dtype of dE (and a small one wraps)."""

import numpy as np


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError("an id is below 0 or too large")
    if dE.shape[:2] != ids.shape:
        raise ValueError("shape mismatch")
    dtable = np.zeros((vocab_size, dE.shape[2]), dtype=dE.dtype)
    np.add.at(dtable, ids.astype(np.int64), dE)
    return dtable
