"""Breaks "lists of any lengths, empty ones too": row[-0:] is the whole row, and the assignment of nothing to it raises."""

import numpy as np


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    if maxlen < 1:
        raise ValueError("maxlen below 1")
    padded = np.zeros((len(sequences), maxlen), dtype=np.int64)
    for row, ids in zip(padded, sequences):
        ids = ids[-maxlen:]
        row[-len(ids) :] = ids
    return padded
