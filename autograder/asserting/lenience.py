"""A right value in another form: what a slip of type leaves of an answer, for graders of values."""

from __future__ import annotations

import numbers
from typing import Any

import numpy as np

from autograder.asserting.comparisons import assert_close
from autograder.grading.failure import Failure


def in_form_of(value: Any, like: Any) -> Any:
    """Return a value in the form of another one where the two differ in their types alone.

    A list stands for a tuple, a row (1, M) or column for (M,), a NumPy number for a Python one, an
    array of one entry for a number. What differs in more comes back as it is.
    """
    if isinstance(like, (list, tuple)):
        if not isinstance(value, (list, tuple)) or len(value) != len(like):
            return value
        return type(like)(in_form_of(one, other) for one, other in zip(value, like, strict=True))
    if isinstance(like, np.ndarray):
        return _as_array(value, like)
    is_number = isinstance(like, numbers.Number) and not isinstance(like, bool)
    return _as_number(value, like) if is_number else value


def in_dtype(value: Any, dtype: Any) -> Any:
    """Return an array of numbers in a dtype: which one it has is another grader's question."""
    fits = isinstance(value, np.ndarray) and value.dtype.kind in "fiub"
    return value.astype(dtype) if fits else value


def is_near(
    value: Any, wanted: Any, *, rtol: float | None = None, atol: float | None = None
) -> bool:
    """Return whether an answer holds the numbers that are wanted, of whatever dtype.

    It is anything that a submission may return: what cannot be compared is not near.
    """
    wanted = np.asarray(wanted)
    try:
        assert_close(in_dtype(value, wanted.dtype), wanted, rtol=rtol, atol=atol)
    except Failure:
        return False
    return True


def _as_array(value: Any, like: np.ndarray) -> Any:
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fiu":
        return value
    if value.squeeze().shape != like.squeeze().shape:
        return value
    value = value.reshape(like.shape)
    with np.errstate(invalid="ignore"):  # NaN is no integer
        same = value.astype(like.dtype)
    return same if like.dtype.kind == "f" or np.array_equal(same, value) else value


def _as_number(value: Any, like: Any) -> Any:
    is_single = isinstance(value, (np.ndarray, np.generic)) and value.size == 1
    number = value.reshape(-1)[0].item() if is_single else value
    if type(number) not in (int, float):
        return value
    is_whole = type(like) is int and float(number).is_integer()
    return float(number) if type(like) is float else int(number) if is_whole else value
