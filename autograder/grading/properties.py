"""The hidden checks that many exercises share: equality, stability, purity, dtype and more.

Each takes the submission's function, calls it, and fails with a sentence for the learner. The
expected values are computed from the grader's own copies before the submission is called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.grading.comparisons import assert_close, describe, require
from autograder.grading.failure import Failure
from autograder.grading.proxy import RemoteFunction
from autograder.grading.transcript import Call

Cases = Sequence[Sequence[Any]]


def _copies(case: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(arg.copy() if isinstance(arg, np.ndarray) else arg for arg in case)


def assert_matches(
    function: RemoteFunction,
    reference: Callable[..., Any],
    cases: Cases,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    hint: str = "",
    strict: bool = True,
) -> None:
    """Ask for the reference's answer on every case (a tuple of arguments)."""
    expected = [reference(*_copies(case)) for case in cases]
    for call, wanted in zip(function.map(cases), expected, strict=True):
        value = _value(call, hint)
        assert_close(value, wanted, rtol=rtol, atol=atol, hint=hint, strict=strict)


def assert_varies(function: RemoteFunction, cases: Cases) -> None:
    """Ask for answers that depend on the input: a constant earns no point for its good manners."""
    values = [_value(call) for call in function.map(cases)]
    first = values[0]
    if all(_looks_like(value, first) for value in values[1:]):
        message = f"`{function.__name__}` gives the same answer whatever it is given."
        raise Failure(message, hint="use the arguments; do not return a fixed value")


def _looks_like(one: Any, other: Any) -> bool:
    try:
        assert_close(one, other, rtol=0.0, atol=0.0)
    except Failure:
        return False
    return True


def assert_stable(
    function: RemoteFunction,
    reference: Callable[..., Any],
    cases: Cases,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    hint: str = "",
) -> None:
    """Ask for the reference's answer without an overflow, a division by zero or an invalid step."""
    expected = [reference(*_copies(case)) for case in cases]
    for call, wanted in zip(function.map(cases, overflow="raise"), expected, strict=True):
        if call.raised and call.raised.is_a("FloatingPointError"):
            place = call.raised.place
            message = f"`{function.__name__}` overflowed on a large input{place}."
            raise Failure(message, detail=call.raised.message, hint=hint)
        assert_close(_value(call, hint), wanted, rtol=rtol, atol=atol, hint=hint)


def assert_pure(function: RemoteFunction, cases: Cases, *, hint: str = "") -> None:
    """Ask that inputs stay as they were, that the result is a copy, and that a repeat agrees."""
    name = function.__name__
    twice = function.map([*cases, *cases], locked=True)
    for one, two in zip(twice, twice[len(cases) :], strict=False):
        if one.raised and "read-only" in one.raised.message:
            message = f"`{name}` writes into an array that it was given{one.raised.place}."
            raise Failure(message, hint=hint or "work on a copy: x = x.copy()")
        require(not one.changed, f"`{name}` changed an argument.", hint="work on a copy")
        sharing = f"The result of `{name}` shares its memory with an argument."
        require(not one.shared, sharing, hint="return a new array: np.array(x) or x.copy()")
        assert_close(
            _value(two), _value(one), hint=f"the second call of `{name}` answered otherwise"
        )


def assert_keeps_dtype(function: RemoteFunction, cases: Cases, *, hint: str = "") -> None:
    """Ask that float32 in gives float32 out, and that integers become float64.

    The first argument of every case is an array; it is given in both dtypes.
    """
    given = [np.dtype(name) for name in ("float32", "int64", "uint8")]
    changed = [(np.abs(case[0]).astype(dtype), *case[1:]) for dtype in given for case in cases]
    for call in function.map(changed):
        dtype = call.args[0].dtype
        wanted = dtype if dtype.kind == "f" else np.dtype("float64")
        value = _value(call, hint)
        is_numpy = isinstance(value, (np.ndarray, np.generic))  # another's dtype is its own word
        seen = str(value.dtype) if is_numpy else describe(value)
        message = f"{dtype} in gives {seen} out; expected {wanted}."
        require(seen == str(wanted), message, hint=hint)


def assert_vectorised(
    function: RemoteFunction, make_case: Callable[[int], Sequence[Any]], *, hint: str = ""
) -> None:
    """Ask that the Python work does not grow with N: `make_case(N)` gives the arguments.

    Counts the bytecodes that run in the learner's file at N=8 and N=64: at most half as many again
    (plus 20) for eight times the rows. Loops inside NumPy do not count, nor does time.
    """
    name = function.__name__
    few, many = function.map([make_case(8), make_case(64)], count=True)
    _value(few), _value(many)
    require(
        few.events > 0, f"The steps of `{name}` could not be counted.", hint="define it with def"
    )
    message = (
        f"The Python work of `{name}` grows with the number of rows: there is a loop over them."
    )
    detail = f"Steps: {few.events} for 8 rows, {many.events} for 64."
    require(
        many.events <= 1.5 * few.events + 20,
        message,
        detail=detail,
        hint=hint or "let NumPy go over the rows: @ and operators on whole arrays",
    )


def assert_gradient(
    slope: np.ndarray, f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, *, hint: str = ""
) -> None:
    """Compare slopes with central differences of `f`, entry by entry: ‖a−n‖/(‖a‖+‖n‖) ≤ 1e-6.

    x holds float64 points away from kinks; step 1e-5, whose error is about 1e-10.
    """
    h = 1e-5
    numeric = (f(x + h) - f(x - h)) / (2 * h)
    if not isinstance(slope, np.ndarray) or slope.shape != numeric.shape:
        message = f"Seen: {describe(slope)}. Expected: {describe(numeric)}."
        raise Failure(message, hint=hint)
    size = np.linalg.norm(slope) + np.linalg.norm(numeric)
    error = np.linalg.norm(slope - numeric) / size if size else 0.0
    message = "The slope does not agree with the slope measured by small steps."
    require(error <= 1e-6, message, detail=f"Relative error {error:.2g}.", hint=hint)


def assert_rejects(
    function: Callable[..., Any], *args: Any, says: str, hint: str = "", **kwargs: Any
) -> None:
    """Ask for a ValueError whose text holds the word `says`."""
    name = getattr(function, "__name__", "the function")
    try:
        value = function(*args, **kwargs)
    except ValueError as error:
        if says in str(error):
            return
        message = f'`{name}` raises ValueError, but its text does not hold the word "{says}".'
        raise Failure(message, detail=f"Seen: {error}", hint=hint) from None
    message = f'`{name}` accepts bad input: expected a ValueError whose text holds "{says}".'
    raise Failure(message, detail=f"It returned {describe(value)}.", hint=hint)


def assert_rejects_all(
    function: RemoteFunction, cases: Cases, *, says: str, hint: str = ""
) -> None:
    """Ask for a ValueError whose text holds the word `says` on every case, in one exchange."""
    for call in function.map(cases):

        def answer(seen: Call = call) -> Any:
            return seen.value

        answer.__name__ = function.__name__
        assert_rejects(answer, says=says, hint=hint)


def _value(call: Call, hint: str = "") -> Any:
    """Return the value, or raise the submission's error as a failure that carries the hint."""
    if call.raised is None:
        return call.returned
    failure = call.error.failure()
    failure.hint = failure.hint or hint
    raise failure
