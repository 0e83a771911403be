"""Number types: what is kept, what integers become, and that they count by their value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.asserting.comparisons import assert_close, assert_equal, require
from autograder.asserting.descriptions import describe
from autograder.asserting.lenience import in_dtype, in_form_of
from autograder.asserting.properties import Cases, copies, part_names, wanted_of
from autograder.grading.failure import Failure
from autograder.grading.proxy import RemoteFunction

DTYPES = ("float32", "int64", "uint8")
INTEGERS = ("int64", "int8", "uint8", "uint16")  # one that wraps gives another answer


def assert_keeps_dtype(
    function: RemoteFunction,
    cases: Cases,
    *,
    given: Sequence[str] = DTYPES,
    hint: str = "",
    reference: Callable[..., Any] | None = None,
) -> None:
    """Ask that float32 in gives float32 out, and that integers become float64.

    The first argument of every case is an array or a list of them; all arrays of a case are given
    in one dtype of `given` after the other. With a `reference` the answers are to be right, too,
    roughly.
    """
    changed = [_as_dtype(tuple(case), np.dtype(name)) for name in given for case in cases]
    expected = [wanted_of(reference, case) for case in changed]
    for call, right in zip(function.map(changed), expected, strict=True):
        dtype = _first_array(call.args).dtype
        wanted = dtype if dtype.kind == "f" else np.dtype("float64")
        value = call.value
        is_numpy = isinstance(value, (np.ndarray, np.generic))  # another's dtype is its own word
        seen = str(value.dtype) if is_numpy else describe(value)
        message = f"{dtype} in gives {seen} out; expected {wanted}."
        require(seen == str(wanted), message, hint=hint)
        if right is not None:
            size = float(np.max(np.abs(right), initial=0.0))
            assert_close(value, right, rtol=1e-3, atol=1e-5 * size)


def assert_integers(
    function: RemoteFunction,
    reference: Callable[..., Any],
    cases: Cases,
    *,
    hint: str = "",
    loose: bool = False,
) -> None:
    """Ask for the reference's answer where arrays hold integers of any kind, unsigned ones too.

    The arrays of the cases, in lists and tuples too, hold whole numbers; unsigned kinds get them
    without their signs. One that wraps in a product or a difference gives another answer.
    An array is of the reference's dtype too. The same numbers as floats come first. `loose` is
    that of `assert_matches`.
    """
    given = [
        (kind, _as_integers(tuple(case), np.dtype(kind)))
        for kind in ("float64", *INTEGERS)
        for case in cases
    ]
    expected = [reference(*copies(case)) for _, case in given]
    calls, names = function.map([case for _, case in given]), part_names(reference)
    for (kind, _), call, wanted in zip(given, calls, expected, strict=True):
        value = in_form_of(call.value, wanted) if loose else call.value
        try:
            assert_close(value, wanted, hint=hint, strict=True, names=names)
            if isinstance(wanted, np.ndarray) and wanted.dtype.kind == "f":
                assert_equal(getattr(value, "dtype", wanted.dtype), wanted.dtype)
        except Failure as failure:
            if kind == "float64":  # wrong for floats, too: not the dtype is at fault
                failure.message, failure.hint = f"With whole numbers: {failure.message}", ""
                raise
            failure.message = f"With integers of dtype {kind}: {failure.message}"
            failure.hint = hint or "turn integers into floats before you compute with them"
            raise


def assert_numbers(
    function: RemoteFunction, reference: Callable[..., Any], cases: Cases, *, hint: str = ""
) -> None:
    """Ask for the arrays of the reference, of whatever dtype."""
    for call, case in zip(function.map(cases), cases, strict=True):
        wanted = reference(*case)
        assert_close(in_dtype(call.value, wanted.dtype), wanted, hint=hint)


def _first_array(args: Sequence[Any]) -> np.ndarray:
    first = args[0]
    return np.asarray(first[0] if isinstance(first, (list, tuple)) else first)


def _as_dtype(value: Any, dtype: np.dtype) -> Any:
    """Return a copy of a case whose float arrays, in lists and tuples too, have another dtype."""
    if isinstance(value, (list, tuple)):
        return type(value)(_as_dtype(item, dtype) for item in value)
    is_float = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return np.asarray(np.abs(value)).astype(dtype) if is_float else value


def _as_integers(value: Any, dtype: np.dtype) -> Any:
    """Return a copy of a case whose arrays hold integers; unsigned ones without their signs.

    Wrapped, -1 would be 65535: an honest answer that has another fault would fail here as well.
    """
    if isinstance(value, (list, tuple)):
        return type(value)(_as_integers(item, dtype) for item in value)
    if not isinstance(value, np.ndarray):
        return value
    return (np.abs(value) if dtype.kind == "u" else value).astype(dtype)
