"""Breaks "a tuple of one if there are no others": standardize(train) returns the array itself."""

import numpy as np


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    if train.ndim != 2:
        raise ValueError("train has the wrong shape")
    for other in others:
        if other.ndim != 2 or other.shape[1] != train.shape[1]:
            raise ValueError("the shape of a table does not fit train")
    dtype = np.float64 if train.dtype.kind in "iu" else train.dtype
    constant = train.max(axis=0) == train.min(axis=0)
    mean = train.mean(axis=0, dtype=np.float64)
    mean[constant] = train[0, constant]
    deviation = train.std(axis=0, dtype=np.float64)
    deviation[constant] = 1
    scaled = ((train - mean) / deviation).astype(dtype)
    if not others:
        return scaled
    return (scaled, *(((other - mean) / deviation).astype(dtype) for other in others))
