"""Breaks the formula for small integers: entry - smallest and largest - smallest are computed in uint8 or int8, where they wrap around, and only then become float64."""

import numpy as np


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if train.ndim != 2 or other.ndim != 2 or train.shape[1] != other.shape[1]:
        raise ValueError("the shape of the tables does not fit")
    low = train.min(axis=0)
    width = train.max(axis=0) - low
    width = np.where(width == 0, np.ones_like(width), width)

    def scale(table: np.ndarray) -> np.ndarray:
        moved = table - low
        if table.dtype.kind == "f":
            return (moved / width).astype(table.dtype)
        return moved.astype(np.float64) / width

    return scale(train), scale(other)
