"""Breaks «entries of other may become less than 0 or more than 1 … and stay what they are»: they are clipped."""

import numpy as np


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if train.ndim != 2 or other.ndim != 2:
        raise ValueError("shape: both tables must be 2-D")
    if train.shape[1] != other.shape[1]:
        raise ValueError("shape: different numbers of columns")
    train = train if train.dtype.kind == "f" else train.astype(np.float64)
    other = other if other.dtype.kind == "f" else other.astype(np.float64)
    low = train.min(axis=0)
    width = train.max(axis=0) - low
    flat = width == 0
    width = np.where(flat, 1, width).astype(train.dtype)
    new_train = (train - low) / width
    new_other = ((other - low) / width).astype(other.dtype)
    new_other[:, ~flat] = np.clip(new_other[:, ~flat], 0, 1)
    return new_train, new_other
