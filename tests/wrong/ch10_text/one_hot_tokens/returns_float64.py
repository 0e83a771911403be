"""Breaks "(L, vocab_size) float32": np.zeros without a dtype makes float64."""

import numpy as np


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError("each id must be from 0 to vocab_size - 1")
    rows = np.zeros((len(ids), vocab_size))
    rows[np.arange(len(ids)), ids.astype(np.int64)] = np.float32(1)
    return rows
