"""Breaks "ids of any integer dtype": ids * D is computed in the dtype of ids, and wraps in uint8."""

import numpy as np


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    if (ids < 0).any() or (ids >= vocab_size).any():
        raise ValueError("id out of range")
    if dE.shape[:2] != ids.shape:
        raise ValueError("shape of dE does not fit ids")
    D = dE.shape[2]
    dtype = dE.dtype if dE.dtype.kind == "f" else np.float64
    places = (ids * D)[:, :, np.newaxis] + np.arange(D)  # where it is in the flat table
    flat = np.bincount(places.ravel(), weights=dE.ravel(), minlength=vocab_size * D)
    return flat.reshape(vocab_size, D).astype(dtype)
