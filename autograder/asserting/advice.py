"""What to try next where an answer is not of the kind that is wanted: a type, a dtype, a shape."""

from __future__ import annotations

import numbers
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.grading.proxy import RemoteObject

MISSING = "print only shows a value; `return` gives it back"
_TENSORS = frozenset(("EagerTensor", "Variable", "KerasTensor"))


def for_type(actual: Any, wanted: type) -> str:
    """Return what makes the wanted type of a value, "" where there is no one way."""
    if actual is None:
        return MISSING
    if isinstance(actual, RemoteObject):
        return _for_object(actual.handle.type, wanted)
    found = (text for fits, kinds, text in _WAYS if fits(actual) and issubclass(wanted, kinds))
    return next(found, "")


def _for_object(kind: str, wanted: type) -> str:
    if kind in _TENSORS and issubclass(wanted, np.ndarray):
        return "this is a tensor: compute with NumPy alone here"
    if kind in ("generator", "map", "zip", "range", "filter") and wanted is list:
        return "list(…) makes a list of it"
    return ""


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)


def _is_single(value: Any) -> bool:
    return isinstance(value, numbers.Number | np.generic) or (_is_array(value) and value.size == 1)


_WAYS: tuple[tuple[Callable[[Any], bool], type | tuple[type, ...], str], ...] = (
    (_is_list, np.ndarray, "np.array(…) makes an array of a list: lists do no arithmetic"),
    (_is_list, tuple, "`return one, other` gives a tuple; square brackets give a list"),
    (_is_list, list, "square brackets give a list; round ones, or none, a tuple"),
    (_is_single, int, "int(…) makes Python's own int of a number"),
    (_is_single, float, "float(…) makes Python's own float of a number"),
    (_is_array, (int, float), "one number is wanted, not one for each entry"),
    (_is_array, list, "a list is wanted: begin with [] and append to it"),
    (_is_array, tuple, "return all parts, with commas between them: a tuple"),
    (
        _is_single,
        np.ndarray,
        "an array is wanted: does a `return` stand inside a loop, or is there a sum too many?",
    ),
)


def for_dtype(seen: np.dtype, wanted: str) -> str:
    """Return what makes the wanted kind of dtype (`float`, `int`, `bool`) of another one."""
    if seen.kind == "O":
        return "dtype object means that lists of several lengths, or None, became an array"
    return {
        "float": "floats are wanted: an integer array cuts off what stands behind the point",
        "int": ".astype(int) makes whole numbers of an array",
        "bool": "a comparison such as `x > 0` gives an array of bool",
    }.get(wanted, "")


# Words of a hint that is about shapes itself.
_ON_SHAPES = re.compile(r"shape|\bax[ei]s|\brows?\b|\bcolumns?\b|entry|\(N|keepdims|\.T\b|length")


def for_shape(seen: np.ndarray, wanted: np.ndarray, hint: str, about_form: bool) -> str:
    """Return what makes one shape of another, or the author's `hint` where it is about form."""
    if about_form or _ON_SHAPES.search(hint):
        return hint
    if seen.squeeze().shape == wanted.squeeze().shape and seen.ndim > wanted.ndim:
        return "there is an axis of length 1 too many: [:, 0] or .reshape takes it out"
    if seen.squeeze().shape == wanted.squeeze().shape and seen.ndim < wanted.ndim:
        return "an axis of length 1 is missing: keepdims=True keeps it, [:, None] makes one"
    if seen.ndim <= wanted.ndim:
        return "over which axis does it go? axis=0 goes down the rows, axis=1 along the columns"
    return "an axis too many is left: over which one is to be summed, or which entry taken?"


def though(actual: Any, expected: Any, tolerance: Callable[[np.ndarray], np.ndarray]) -> str:
    """Return what is right of an answer whose type or shape is wrong, as the end of a sentence."""
    if not isinstance(actual, np.ndarray | np.generic | list | tuple | int | float):
        return ""
    try:
        seen, wanted = np.asarray(actual), np.asarray(expected, dtype=float)
        if seen.dtype.kind == "c":
            return ""
        seen = seen.astype(float)
    except (TypeError, ValueError):
        return ""
    if seen.size != wanted.size or not seen.size:
        return ""
    limit = tolerance(wanted)
    if seen.shape != wanted.shape and seen.ndim == 2 and seen.T.shape == wanted.shape:
        return ": it is the right one transposed" if _near(seen.T, wanted, limit) else ""
    right = _near(seen.reshape(-1), wanted.reshape(-1), limit.reshape(-1))
    return ", though the numbers are right" if right else ""


def _near(seen: np.ndarray, wanted: np.ndarray, limit: np.ndarray) -> bool:
    with np.errstate(invalid="ignore"):
        return bool(np.all((seen == wanted) | (np.abs(seen - wanted) <= limit)))
