"""Breaks "no sequences at all give an array (0, dimension)": an array made of an empty list of rows has the shape (0,)."""

import numpy as np


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    rows = []
    for sequence in sequences:
        row = np.zeros(dimension, dtype=np.float32)
        for i in sequence:
            if i < 0:
                raise ValueError(f"id {i} is negative")
            if i < dimension:
                row[i] = 1
        rows.append(row)
    return np.array(rows, dtype=np.float32)
