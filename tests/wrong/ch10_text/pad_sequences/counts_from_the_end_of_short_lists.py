"""Breaks "a list that is shorter gets zeros in front": ids[len(ids) - maxlen:] has a negative start there and loses ids of a list slightly shorter than maxlen."""

import numpy as np


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    if maxlen < 1:
        raise ValueError("maxlen must be at least 1")
    rows = np.zeros((len(sequences), maxlen), dtype=np.int64)
    for i, ids in enumerate(sequences):
        kept = ids[len(ids) - maxlen :]
        rows[i, maxlen - len(kept) :] = kept
    return rows
