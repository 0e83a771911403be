"""Breaks "row 0, the padding's, is as any other": its gradient is set to 0."""

import numpy as np


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError("id out of range")
    if dE.shape[:2] != ids.shape:
        raise ValueError("shape of dE and shape of ids do not fit")
    if not np.issubdtype(dE.dtype, np.floating):
        dE = dE.astype(np.float64)
    dtable = np.zeros((vocab_size, dE.shape[-1]), dtype=dE.dtype)
    np.add.at(dtable, ids.astype(np.int64), dE)
    dtable[0] = 0  # padding is no word
    return dtable
