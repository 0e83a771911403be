"""Breaks "a row for each token with a 1 in the column of its id": rows[:, ids] marks the ids of all tokens in each row."""

import numpy as np


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError("an id is out of range")
    rows = np.zeros((len(ids), vocab_size), dtype=np.float32)
    rows[:, ids.astype(np.int64)] = 1
    return rows
