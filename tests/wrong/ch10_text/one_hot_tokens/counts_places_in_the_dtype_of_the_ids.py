"""Breaks "ids of any integer dtype": places in the flat array are computed in the dtype of ids, and a small one wraps or overflows."""

import numpy as np


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError("id out of range")
    flat = np.zeros(len(ids) * vocab_size, dtype=np.float32)
    starts = np.arange(len(ids)).astype(ids.dtype) * vocab_size
    flat[starts + ids] = 1
    return flat.reshape(len(ids), vocab_size)
