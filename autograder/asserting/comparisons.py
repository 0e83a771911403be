"""Comparisons whose failure speaks to a learner: type, then shape, then dtype, then values."""

from __future__ import annotations

import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.asserting.advice import for_dtype, for_shape, for_type, though
from autograder.asserting.descriptions import (
    course_of,
    describe,
    length_text,
    picture_of,
    shape_text,
    with_article,
)
from autograder.asserting.kinds import KINDS, is_single, kind_of, largest
from autograder.grading.compared import note
from autograder.grading.failure import Failure, Picture
from autograder.grading.wording import capital

Tolerances = tuple[float | None, float | None]  # relative, absolute


def assert_close(
    actual: Any,
    expected: Any,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    hint: str = "",
    strict: bool = False,
    names: Sequence[str] = (),
    part: str = "the result",
) -> None:
    """Compare numbers, arrays, or lists, tuples and dicts of them, and stop at the first layer.

    Passes where |actual − expected| ≤ atol + rtol·|expected|. `rtol` is 1e-7 (1e-5 for float32),
    `atol` 1e-12 (1e-6) of the largest expected entry unless given; integers agree exactly, and an
    infinite tolerance asks for the form alone. `strict` asks for exactly the expected number types:
    a Python float for a float, an int for an int. `names` are those of a tuple's parts, `part` is
    what the message calls the whole.
    """
    note(actual, expected, rtol, atol)
    _Comparison((rtol, atol), hint, strict, names).compare(actual, expected, part)


def assert_equal(actual: Any, expected: Any, *, hint: str = "") -> None:
    """Compare ints, strings, bools, dtypes and lists, tuples and dicts of them exactly."""
    assert_close(actual, expected, rtol=0.0, atol=0.0, hint=hint, strict=True)


def assert_type(actual: Any, expected: type, *, hint: str = "") -> None:
    """Ask for a type: `int` exactly, every other with its subclasses."""
    fits = type(actual) is int if expected is int else isinstance(actual, expected)
    if not fits:
        wanted = "an array" if expected is np.ndarray else with_article(expected.__name__)
        message = f"Seen: {describe(actual)}. Expected: {wanted}."
        advice = for_type(actual, expected)
        raise Failure(message, hint=advice if actual is None else hint or advice)


def require(
    condition: Any,
    message: str,
    *,
    hint: str = "",
    detail: str = "",
    mistake: str = "",
    curve: Sequence[float] | None = None,
) -> None:
    """Fail with `message` unless the condition holds; `mistake` names the misconception behind.

    `curve` holds numbers that a learner may look at, such as the losses of a training.
    """
    if not condition:
        raise Failure(message, hint=hint, detail=detail, mistake=mistake, picture=course_of(curve))


class _Comparison:
    """One comparison's tolerances, and the layers it goes through."""

    def __init__(
        self, tolerances: Tolerances, hint: str, strict: bool, names: Sequence[str] = ()
    ) -> None:
        (self.rtol, self.atol), self.hint, self.strict = tolerances, hint, strict
        self.names = {f"the result[{n}]": f"`{name}`" for n, name in enumerate(names)}

    def fail(self, message: str, detail: str = "", picture: Picture | None = None) -> None:
        raise Failure(message, detail=detail, hint=self.hint, picture=picture)

    def fail_form(self, fault: str, seen: str, wanted: str, advice: str) -> None:
        """Fail for a type or a dtype: the author's hint is about values, if values are asked."""
        hint = self.hint or advice if self.atol == np.inf else advice or self.hint
        raise Failure(f"{fault}.\nSeen: {seen}. Expected: {wanted}.", hint=hint)

    def compare(self, actual: Any, expected: Any, place: str) -> None:
        """Compare `actual` with `expected`; `place` says which part of the result this is."""
        if isinstance(expected, np.generic):
            expected = np.asarray(expected)  # a reference's np.float64 is an array without axes
        if isinstance(expected, (list, tuple)):
            self._sequence(actual, expected, place)
        elif isinstance(expected, dict):
            self._dict(actual, expected, place)
        elif isinstance(expected, np.dtype):
            self._dtype(actual, expected, place)
        elif expected is None or isinstance(expected, (str, int) if self.strict else (str, bool)):
            self._exact(actual, expected, place)
        else:
            self._numbers(actual, expected, place)

    def _exact(self, actual: Any, expected: Any, place: str) -> None:
        if type(actual) is not type(expected):
            self._type(actual, expected, place)
        if actual != expected:
            self.fail(f"{capital(place)} is wrong.", f"Seen: {actual!r}. Expected: {expected!r}.")

    def _dtype(self, actual: Any, expected: np.dtype, place: str) -> None:
        if not isinstance(actual, np.dtype) or actual != expected:
            seen = str(actual) if isinstance(actual, np.dtype) else describe(actual)
            self.fail_form(f"{capital(place)} has the wrong dtype", seen, str(expected), "")

    def _type(self, actual: Any, expected: Any, place: str) -> None:
        fault = f"{capital(place)} has the wrong type{self._though(actual, expected)}"
        advice = for_type(actual, type(expected))
        self.fail_form(fault, describe(actual), describe(expected), advice)

    def _though(self, actual: Any, expected: Any) -> str:
        """Return what is right of it all the same, where values are asked."""
        if self.atol == np.inf:
            return ""
        return though(actual, expected, lambda wanted: self._tolerance(wanted, single=False))

    def _sequence(self, actual: Any, expected: list[Any] | tuple[Any, ...], place: str) -> None:
        kind = list if isinstance(expected, list) else tuple
        if not isinstance(actual, kind):
            self._type(actual, expected, place)
        if len(actual) != len(expected):
            entries = f"{length_text(len(actual))} {'entry' if len(actual) == 1 else 'entries'}"
            message = f"{capital(place)} has {entries}, not {len(expected)}."
            self.fail(message, f"Seen: {actual!r:.200}. Expected: {expected!r:.200}.")
        if all(type(item) in (int, str, bool) for item in expected):
            self._plain_entries(actual, expected, place)
            return
        for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
            self.compare(one, other, self.names.get(part := f"{place}[{index}]", part))

    def _plain_entries(
        self, actual: list[Any] | tuple[Any, ...], expected: list[Any] | tuple[Any, ...], place: str
    ) -> None:
        kinds = {type(item) for item in expected}
        for item in actual:
            if type(item) not in kinds:
                self._type(item, expected[0], f"an entry of {place}")
        if list(actual) != list(expected):
            said = f"Seen: {actual!r:.200}. Expected: {expected!r:.200}."
            self.fail(f"{capital(place)} holds wrong entries.", said)

    def _dict(self, actual: Any, expected: dict[str, Any], place: str) -> None:
        if not isinstance(actual, dict):
            self._type(actual, expected, place)
        if set(actual) != set(expected):
            names = ", ".join(map(repr, expected))
            self.fail(f"{capital(place)} must have exactly the keys {names}.")
        for key, item in expected.items():
            self.compare(actual[key], item, f"{place}[{key!r}]")

    def _numbers(self, actual: Any, expected: Any, place: str) -> None:
        self._number_type(actual, expected, place)
        seen, wanted = np.asarray(actual), np.asarray(expected)
        if seen.shape != wanted.shape:
            though = self._though(seen, wanted)
            shapes = f"Seen: {shape_text(seen.shape)}. Expected: {shape_text(wanted.shape)}."
            hint = "" if though else for_shape(seen, wanted, self.hint, self.atol == np.inf)
            raise Failure(f"{capital(place)} has the wrong shape{though}.\n{shapes}", hint=hint)
        if (kind := kind_of(wanted)) != kind_of(seen):
            fault = f"{capital(place)} has the wrong dtype{self._though(seen, wanted)}"
            self.fail_form(fault, str(seen.dtype), KINDS[kind], for_dtype(seen.dtype, kind))
        if kind_of(wanted) == "float" and not np.isfinite(seen[np.isfinite(wanted)]).all():
            self.fail(f"{capital(place)} holds NaN or infinity.")
        self._values(seen, wanted, place)

    def _number_type(self, actual: Any, expected: Any, place: str) -> None:
        is_number = isinstance(actual, numbers.Number | np.generic) and not isinstance(actual, bool)
        if isinstance(expected, np.ndarray):
            fits = isinstance(actual, np.ndarray) or (expected.ndim == 0 and is_number)
        elif self.strict and isinstance(expected, float):
            fits = isinstance(actual, float)
        else:
            fits = is_number or (isinstance(actual, np.ndarray) and actual.ndim == 0)
        if not fits:
            self._type(actual, expected, place)

    def _values(self, seen: np.ndarray, wanted: np.ndarray, place: str) -> None:
        equal = np.asarray(seen == wanted)  # infinity where infinity is expected
        if equal.all() or np.inf in (self.rtol, self.atol):
            return
        with np.errstate(all="ignore"):  # no tolerance is a number where infinity is expected
            if kind_of(wanted) in ("bool", "int"):
                difference = np.where(equal, 0.0, np.inf)  # abs of the smallest is below 0
            else:
                difference = np.where(equal, 0.0, np.abs(seen - wanted))
            tolerance = self._tolerance(wanted, single=is_single(wanted))
            wrong = ~(difference <= tolerance)  # NaN is wrong
        if np.any(wrong):
            message = f"{capital(place)} has wrong values."
            if is_single(seen) and not np.any(difference > self._tolerance(wanted, single=True)):
                message = f"{capital(place)} is right, but only to the digits of {seen.dtype}."
            difference[~wrong] = -1  # what is right is no example
            self.fail(message, largest(difference, seen, wanted), picture_of(seen, wanted))

    def _tolerance(self, wanted: np.ndarray, *, single: bool) -> np.ndarray:
        """Return what may be missing: the precision that is wanted, not the one that is seen."""
        size = np.abs(wanted[np.isfinite(wanted)]).max(initial=0.0)
        rtol = self.rtol if self.rtol is not None else (1e-5 if single else 1e-7)
        atol = self.atol if self.atol is not None else (1e-6 if single else 1e-12) * size
        return np.asarray(atol + rtol * np.abs(wanted))
