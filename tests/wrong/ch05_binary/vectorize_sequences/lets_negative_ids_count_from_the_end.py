"""Breaks "ValueError if a number is below 0": -1 is below `dimension` as well, and marks the last column."""

import numpy as np


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    X = np.zeros((len(sequences), dimension), dtype=np.float32)
    for n, sequence in enumerate(sequences):
        X[n, [i for i in sequence if i < dimension]] = 1
    return X
