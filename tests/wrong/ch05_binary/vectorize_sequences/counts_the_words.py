"""Breaks "A number that occurs twice counts once": the entry is the number of times that the word occurs."""

import numpy as np


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    X = np.zeros((len(sequences), dimension), dtype=np.float32)
    for n, sequence in enumerate(sequences):
        for i in sequence:
            if i < 0:
                raise ValueError(f"the id {i} is below 0")
            if i < dimension:
                X[n, i] += 1
    return X
