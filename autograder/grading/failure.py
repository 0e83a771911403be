"""Why a check or a grader failed, in words for the learner."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import numpy as np

from autograder.grading.remedies import remedy

HINT = "Hint: "


@dataclass(frozen=True)
class Picture:
    """Numbers that are seen better than read: the learner's, and those that were expected.

    Both have one or two axes and the same shape; `wanted` is None where there is only a course to
    look at, such as losses.
    """

    seen: np.ndarray
    wanted: np.ndarray | None = None


class Failure(AssertionError):
    """A condition that the submission does not meet.

    `message` and `hint` are shown to the learner always. `detail` (values, differences, texts that
    the submission made) is shown for public checks only: a hidden input could travel in it. While
    a failure that `blocks` stands, the later graders of its exercise are not run. `mistake` is the
    name of the misconception that the grader recognised by itself, `picture` what a learner could
    look at instead of reading; it is for public checks, too.
    """

    def __init__(
        self,
        message: str,
        *,
        detail: str = "",
        hint: str = "",
        blocks: bool = False,
        mistake: str = "",
        picture: Picture | None = None,
    ) -> None:
        super().__init__(message)
        self.picture = picture
        self.mistake = mistake
        self.message = message
        self.detail = detail
        self.hint = hint
        self.blocks = blocks

    def text(self, *, public: bool) -> str:
        """Return what the learner reads."""
        lines = [self.message, self.detail if public else "", self.hint and f"{HINT}{self.hint}"]
        return "\n".join(line for line in lines if line)

    def __str__(self) -> str:
        return self.text(public=True)


@dataclass(frozen=True)
class Raised:
    """An exception of the submission, as it was described by the worker: not to be trusted."""

    name: str  # of its class
    bases: tuple[str, ...]  # the names of its class and of all classes above it
    message: str
    file: str | None
    line: int | None
    library: bool = True  # Python or a package raised it, no `raise` of the submission's own
    via: int | None = None  # the line that called the function it was raised in
    before: str = ""  # what stopped in the file before any function was called
    kept_back: str = ""  # its text, where a learner must not read it

    @classmethod
    def read(cls, data: Any) -> Raised:
        """Return the description in a reply, with everything that has the wrong type left out."""
        fields = data if isinstance(data, dict) else {}
        mro = fields.get("mro")
        return cls(
            name=_text(fields.get("type"), "Exception"),
            bases=tuple(_text(name, "") for name in mro) if isinstance(mro, list) else (),
            message=_text(fields.get("message"), ""),
            file=PurePath(_text(fields.get("file"), "")).name or None,
            line=line if type(line := fields.get("line")) is int else None,
            via=via if type(via := fields.get("via")) is int else None,
            library=fields.get("library") is not False,
        )

    def is_a(self, name: str) -> bool:
        """Return whether the exception's class or one of its bases has this name."""
        return name in self.bases

    @property
    def builtin(self) -> type[Exception]:
        """The nearest of Python's own classes: a name made up by a submission could carry data."""
        return next((KNOWN[name] for name in self.bases if name in KNOWN), Exception)

    @property
    def place(self) -> str:
        """Where in the learner's own file it was raised: ` (neuron.py, line 14)`, or nothing."""
        via = f", called in line {self.via}" if self.via else ""
        return f" ({self.file}, line {self.line}{via})" if self.file and self.line else ""


def _text(value: object, default: str) -> str:
    return value[:500] if isinstance(value, str) else default


KNOWN: dict[str, type[Exception]] = {
    kind.__name__: kind
    for kind in (
        *(ArithmeticError, AssertionError, AttributeError, EOFError, FileNotFoundError),
        FloatingPointError,
        *(ImportError, IndexError, KeyError, LookupError, MemoryError, ModuleNotFoundError),
        *(NameError, NotImplementedError, OSError, OverflowError, PermissionError, RecursionError),
        *(RuntimeError, StopIteration, SyntaxError, TypeError, UnboundLocalError, ValueError),
        ZeroDivisionError,
    )
}


class SubmissionRaised(Exception):
    """The submission raised: caught by `pytest.raises(ValueError)` if it was a ValueError."""

    raised: Raised
    function: str

    def failure(self) -> Failure:
        """Return the failure that it is when no grader expected it."""
        raised = self.raised
        if raised.is_a("NotImplementedError") and not self._is_of(self.function):
            message = f"`{self.function}` calls another function that is not written yet."
            detail = f"It said: {raised.message}" if raised.message else ""
            return Failure(message, detail=detail, hint="write that one first", blocks=True)
        if raised.is_a("NotImplementedError"):
            message = f"`{self.function}` is not written yet: it raises NotImplementedError."
            return Failure(message, hint="replace the line `raise …` by your code", blocks=True)
        if raised.is_a("KeyboardInterrupt"):  # on a learner's own machine
            message = f"`{self.function}` was stopped{raised.place}."
            lines = "one of these lines" if raised.via else "this line"
            hint = f"is there an endless loop around {lines}?"
            return Failure(message, hint=hint, blocks=True)
        name = raised.builtin.__name__
        detail = f"It said: {raised.message}" if raised.message else ""
        message = f"`{self.function}` raised {name}{raised.place}."
        hint = remedy(name, raised.message, raised.library)
        if raised.before and raised.is_a("NameError"):
            hint = f"does the name come from a line that failed? {raised.before}"
        return Failure(message, detail=detail, hint=hint)

    def _is_of(self, function: str) -> bool:
        """Return whether a stub says its own exercise, as in `1.3 sigmoid`, or no other one."""
        number, _, named = self.raised.message.partition(" ")
        return not number.replace(".", "").isdigit() or named == function


def exception_for(function: str, raised: Raised) -> SubmissionRaised:
    """Return an exception that is also an instance of the class that the submission raised."""
    base = raised.builtin
    kind = type(f"Raised{base.__name__}", (SubmissionRaised, base), {})
    error: SubmissionRaised = kind(raised.message)
    error.raised, error.function = raised, function
    return error
