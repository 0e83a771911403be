"""Breaks "of a longer one the last maxlen ids stay": the first ones stay."""

import numpy as np


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    if maxlen < 1:
        raise ValueError("maxlen must be at least 1")
    rows = np.zeros((len(sequences), maxlen), dtype=np.int64)
    for row, ids in zip(rows, sequences):
        kept = ids[:maxlen]
        row[maxlen - len(kept) :] = kept
    return rows
