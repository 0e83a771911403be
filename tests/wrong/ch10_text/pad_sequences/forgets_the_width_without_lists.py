"""Breaks "no lists give an array (0, maxlen)": np.array of no rows has the shape (0,)."""

import numpy as np


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    if maxlen < 1:
        raise ValueError(f"maxlen is {maxlen}, and must be 1 or more")
    rows = []
    for ids in sequences:
        kept = list(ids[-maxlen:])
        rows.append([0] * (maxlen - len(kept)) + kept)
    return np.array(rows, dtype=np.int64)
