"""Breaks "Numbers of `dimension` and above are skipped": `break` leaves the sentence at the first of them, and what comes after it is lost."""

import numpy as np


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    for sequence in sequences:
        for i in sequence:
            if i < 0:
                raise ValueError(f"{i} is not an id")
    X = np.zeros((len(sequences), dimension), dtype=np.float32)
    for n, sequence in enumerate(sequences):
        for i in sequence:
            if i >= dimension:
                break
            X[n, i] = 1
    return X
