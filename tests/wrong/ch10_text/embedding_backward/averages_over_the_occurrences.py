"""Breaks "collects all of its gradients": they are divided by how often the id occurs, a mean in place of a sum."""

import numpy as np


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError("each id must be from 0 to vocab_size - 1")
    if dE.shape[:2] != ids.shape:
        raise ValueError(f"shape of dE is {dE.shape}, that of ids {ids.shape}")
    dtype = dE.dtype if np.issubdtype(dE.dtype, np.floating) else np.float64
    flat = ids.astype(np.int64).ravel()
    dtable = np.zeros((vocab_size, dE.shape[2]), dtype=dtype)
    np.add.at(dtable, flat, dE.reshape(len(flat), -1))
    counts = np.maximum(np.bincount(flat, minlength=vocab_size), 1)
    return (dtable / counts[:, np.newaxis]).astype(dtype)
