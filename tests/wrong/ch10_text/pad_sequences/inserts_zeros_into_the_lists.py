"""Breaks "the lists are not changed": the zeros are put into the caller's own lists."""

import numpy as np


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    if maxlen < 1:
        raise ValueError("maxlen must be at least 1")
    rows = np.zeros((len(sequences), maxlen), dtype=np.int64)
    for i, ids in enumerate(sequences):
        while len(ids) < maxlen:
            ids.insert(0, 0)
        rows[i] = ids[-maxlen:]
    return rows
