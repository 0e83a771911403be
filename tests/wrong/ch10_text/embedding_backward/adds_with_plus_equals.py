"""Breaks "an id that occurs several times collects all of its gradients": += with repeated indices keeps only the last one."""

import numpy as np


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError("an id is out of range")
    if ids.shape != dE.shape[:2]:
        raise ValueError("the shape of dE does not fit that of ids")
    dtype = dE.dtype if np.issubdtype(dE.dtype, np.floating) else np.float64
    dtable = np.zeros((vocab_size, dE.shape[2]), dtype=dtype)
    dtable[ids] += dE
    return dtable
