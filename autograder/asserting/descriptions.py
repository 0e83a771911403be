"""What a learner may know about a value: its kind, shape and dtype; and what may be drawn of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading.failure import KNOWN, Picture
from autograder.grading.proxy import RemoteObject

# A class of the submission's own making could be named after a hidden input.
KNOWN_CLASSES = frozenset(
    """ndarray generator function builtin_function_or_method method map zip range set frozenset
    complex bytes type module filter enumerate reversed dict_keys dict_values
    EagerTensor Variable Functional Sequential""".split()
)


def describe(value: Any) -> str:
    """Return what a learner may know about a value: its kind, shape and dtype, no number."""
    if value is None:
        return "None (is there a `return`, on every way through the function?)"
    if isinstance(value, np.ndarray):
        return f"an array of shape {shape_text(value.shape)} and dtype {value.dtype}"
    if isinstance(value, np.generic):
        return f"a NumPy number of dtype {value.dtype}"
    if isinstance(value, list | tuple | dict | str):
        return f"{with_article(type(value).__name__)} of length {length_text(len(value))}"
    if isinstance(value, RemoteObject):
        kind = value.handle.type
        is_known = kind in KNOWN_CLASSES or kind in KNOWN
        return with_article(kind) if is_known else "an object of another class"
    return with_article(type(value).__name__)


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as text; sides that no honest answer has could carry a hidden input."""
    if len(shape) > 4 or any(side > 4096 for side in shape):
        return "(…)"
    return str(tuple(map(int, shape)))


def length_text(length: int) -> str:
    """Return a length as text; one that no honest answer has could carry a hidden input."""
    return str(length) if length <= 4096 else "over 4096"


def with_article(noun: str) -> str:
    """Return a noun with `a` or `an`."""
    return f"an {noun}" if noun[0] in "aeiouAEIOU" else f"a {noun}"


def course_of(numbers: Sequence[float] | None) -> Picture | None:
    """Return numbers to look at in their order, such as the losses of a training."""
    try:
        return Picture(np.asarray(numbers, float).reshape(-1)) if numbers else None
    except (TypeError, ValueError):  # a list of something else: its check has said so
        return None


def picture_of(seen: np.ndarray, wanted: np.ndarray) -> Picture | None:
    """Return what there is to look at: a few numbers are read more easily."""
    if seen.ndim not in (1, 2) or not 4 <= seen.size <= 100_000 or wanted.dtype.kind not in "fiub":
        return None
    return Picture(seen, wanted)
