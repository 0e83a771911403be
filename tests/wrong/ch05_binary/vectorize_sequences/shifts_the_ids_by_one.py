"""Breaks "X[n, i] = 1": the words are counted from 1, so it puts word i into column i - 1 (and 0 into the last)."""

import numpy as np


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    X = np.zeros((len(sequences), dimension), dtype=np.float32)
    for n, sequence in enumerate(sequences):
        for i in sequence:
            if i < 0:
                raise ValueError("an id is below 0")
            if i < dimension:
                X[n, i - 1] = 1
    return X
