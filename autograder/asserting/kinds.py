"""The kinds of numbers that arrays hold, and where two arrays of a kind differ most."""

from __future__ import annotations

import numbers
from typing import Any

import numpy as np

KINDS = {"float": "a floating dtype", "int": "an integer dtype", "bool": "bool", "other": "number"}


def is_single(array: np.ndarray) -> bool:
    """Return whether an array holds float32, or floats of fewer digits."""
    return array.dtype.kind == "f" and array.dtype.itemsize <= 4


def shape_of(value: Any) -> tuple[int, ...] | None:
    """Return the shape of an answer that is an array or a number; None of anything else."""
    if isinstance(value, np.ndarray | np.generic):
        return value.shape
    return () if isinstance(value, numbers.Number) else None


def dtype_of(value: Any) -> np.dtype | None:
    """Return the dtype of an array or a NumPy number; None of anything else.

    An object's `dtype` is the word of the submission, which no message may repeat.
    """
    return value.dtype if isinstance(value, np.ndarray | np.generic) else None


def kind_of(array: np.ndarray) -> str:
    """Return the kind of an array's numbers, a key of `KINDS`."""
    return {"f": "float", "i": "int", "u": "int", "b": "bool"}.get(array.dtype.kind, "other")


def largest(difference: np.ndarray, seen: np.ndarray, wanted: np.ndarray) -> str:
    """Return where the two differ most, in words."""
    index = np.unravel_index(int(np.argmax(np.nan_to_num(difference, nan=np.inf))), seen.shape)
    place = f" at {[int(i) for i in index]}" if seen.ndim else ""
    one, other = (f"{array[index]:.6g}" for array in (seen, wanted))
    if one == other:  # they differ in later digits
        one, other = (f"{array[index]:.15g}" for array in (seen, wanted))
    values = f"Seen: {one}. Expected: {other}"
    return f"{values}{place}." if seen.size == 1 else f"Largest difference{place}. {values}."
