"""Known wrong answers, and what they and the reference answer to a call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.failure import Raised
from autograder.grading.proxy import RemoteObject
from autograder.grading.transcript import Call
from autograder.sandbox.worker import wire
from autograder.sandbox.worker.calls import Options, perform
from autograder.sandbox.worker.session import Session

# Told apart first to the last digits, then allowing for another order of the same operations.
Tolerance = tuple[float, float]  # relative, absolute
TOLERANCES: tuple[Tolerance, ...] = ((1e-9, 0.0), (1e-6, 1e-12))
SINGLE: Tolerance = (1e-4, 1e-6)  # what TensorFlow answers, which computes in float32


@dataclass(frozen=True)
class Tie:
    """What an author says of a misconception, beside its code."""

    grader: str = ""  # the grader whose failure is the diagnosis, where outputs cannot show it
    unseen: str = ""  # what the public checks do not look at, where none of them sees it


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer to an exercise, and what to tell a learner who gives it."""

    exercise: str
    message: str
    function: Callable[..., Any]
    grader: str = ""  # the grader whose failure is the diagnosis, where outputs cannot show it
    named: bool = False  # a grader of the exercise names it, by what it sees
    unseen: str = ""  # what the public checks do not look at, where none of them sees it

    @property
    def name(self) -> str:
        """The name of the function that shows it."""
        return self.function.__name__

    @property
    def shows_in_answers(self) -> bool:
        """Whether it is recognised by its answers."""
        return not (self.grader or self.named)


@dataclass(frozen=True)
class Seen:
    """What a function answered to one call: a value, or the class of an exception.

    `text` is what an exception says, its numbers taken out, where Python or a package raised it; a
    text of the function's own says nothing of what went wrong. Two shapes that no product fits are
    one fault in np.dot's words and in those of @.
    """

    value: Any = None
    error: str | None = None
    text: str = ""

    @classmethod
    def of(cls, raised: Raised) -> Seen:
        """Return what an exception tells."""
        text = re.sub(r"[\d.]+", "#", raised.message) if raised.library else ""
        if "not aligned" in text or "core dimension" in text:
            text = "the inner numbers differ"
        return cls(error=raised.builtin.__name__, text=text)


class Answers:
    """What reference and misconceptions answer to the calls of one examination, each asked once."""

    def __init__(self, reference: Callable[..., Any] | None = None) -> None:
        self.reference = reference
        self._known: dict[tuple[int, int], Seen] = {}

    def of(self, function: Callable[..., Any], call: Call) -> Seen:
        """Return the answer of `function` to a call; the examination keeps the call alive."""
        key = (id(function), id(call))
        if key not in self._known:
            self._known[key] = replay(function, call)
        return self._known[key]

    def agree(self, function: Callable[..., Any], call: Call, tolerance: Tolerance) -> bool:
        """Return whether `function` answers a call as the submission did."""
        loose = self.are_refusals(call) or self.reference is None
        return same(seen_in(call), self.of(function, call), *tolerance, any_text=loose)

    def are_right(self, call: Call, tolerance: Tolerance) -> bool:
        """Return whether the submission answered a call as the reference does."""
        return self.reference is not None and self.agree(self.reference, call, tolerance)

    def allow(self, function: Callable[..., Any], calls: Iterable[Call]) -> bool:
        """Return whether all calls that `function` answers rightly have been answered rightly."""
        if self.reference is None:
            return True
        close = 1e-8, 1e-12
        return all(
            self.are_right(call, close)
            or not same(self.of(function, call), self.of(self.reference, call), *close)
            for call in calls
            if can_be_replayed(call)
        )

    def are_refusals(self, call: Call) -> bool:
        """Return whether the reference refuses the input of a call."""
        return self.reference is not None and self.of(self.reference, call).error is not None

    def have_broken_down(self, call: Call) -> bool:
        """Return whether a division by 0 shows in a call where the reference answers numbers.

        It has ended the call, or left NaN or infinity in what was returned.
        """
        if call.raised:
            return call.raised.builtin is ZeroDivisionError and not self.are_refusals(call)
        if self.reference is None or _is_finite(call.returned):
            return False
        return _is_finite(self.of(self.reference, call).value)


def can_be_replayed(call: Call) -> bool:
    """Return whether a call and its answer hold no object of the submission."""
    return is_plain((call.args, call.kwargs, call.returned))


def replay(function: Callable[..., Any], call: Call) -> Seen:
    """Call `function` as the submission was called, on copies of the same arguments."""
    maker = Session()
    args, kwargs = wire.decode(wire.encode([list(call.args), call.kwargs]))
    (seen,) = perform(
        function,
        [(tuple(maker.make(args)), maker.make(kwargs))],
        Options.from_json(call.options | {"count": False, "quiet": True}),
        frozenset(),
    )
    if "error" in seen:
        return Seen.of(Raised.read(seen["error"]))
    return Seen(seen["value"])


def seen_in(call: Call) -> Seen:
    """Return how a call of the submission ended."""
    return Seen.of(call.raised) if call.raised else Seen(call.returned)


def is_plain(value: Any) -> bool:
    """Return whether a value holds no object of the submission."""
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(map(is_plain, value.values()))
    return not isinstance(value, RemoteObject)


def same(one: Seen, other: Seen, rtol: float, atol: float, *, any_text: bool = False) -> bool:
    """Return whether two answers agree: the same exception, or equal types, shapes and values.

    Exceptions of Python or a package agree in their texts too, unless `any_text` will do.
    """
    if one.error or other.error:
        return one.error == other.error and (any_text or one.text == other.text)
    return _same_value(one.value, other.value, rtol, atol)


def _same_value(one: Any, other: Any, rtol: float, atol: float) -> bool:
    if _shape_of(one) != _shape_of(other):
        return False
    if isinstance(one, (list, tuple)):
        return all(_same_value(a, b, rtol, atol) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict):
        return all(_same_value(one[key], other[key], rtol, atol) for key in one)
    if isinstance(one, _NUMBERS):
        return _same_numbers(np.asarray(one), np.asarray(other), rtol, atol)
    return one is None or (isinstance(one, str) and one == other)


_NUMBERS = (bool, int, float, complex, np.ndarray, np.generic)


def _is_finite(value: Any) -> bool:
    """Return whether all floats in a plain value are finite."""
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    floats = isinstance(value, _NUMBERS) and np.asarray(value).dtype.kind in "fc"
    return not floats or bool(np.isfinite(value).all())


def _shape_of(value: Any) -> Any:
    """Return what two values must share before their contents are compared."""
    if isinstance(value, (list, tuple)):
        return "sequence", len(value)
    if isinstance(value, dict):
        return "dict", frozenset(value)
    return "number" if isinstance(value, _NUMBERS) else type(value).__name__


def _same_numbers(one: np.ndarray, other: np.ndarray, rtol: float, atol: float) -> bool:
    if one.shape != other.shape or one.dtype.kind != other.dtype.kind or one.dtype.kind == "O":
        return False
    if one.dtype.kind not in "fc":
        return np.array_equal(one, other)
    if one.dtype.itemsize <= 4:
        rtol = 1e-5
        if atol:  # what is left of a difference of large numbers has lost their last digits
            size = np.abs(other[np.isfinite(other)]).max(initial=0.0)
            atol = max(atol, 1e-6 * float(size))
    return np.allclose(one, other, rtol=rtol, atol=atol, equal_nan=True)
