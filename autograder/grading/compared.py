"""What checks compare on a learner's own machine, where there is no right function to ask."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Compared:
    """What was seen, what was expected, and how much these may differ."""

    actual: Any
    expected: Any
    rtol: float = 0.0
    atol: float = 0.0


# The comparisons of the check that runs now; None where hidden graders run: nothing is kept there.
NOTED: ContextVar[list[Compared] | None] = ContextVar("compared", default=None)


def note(actual: Any, expected: Any, rtol: float | None, atol: float | None) -> None:
    """Remember a comparison, where a check makes it."""
    noted = NOTED.get()
    if noted is not None:
        noted.append(Compared(actual, expected, rtol or 0.0, atol or 0.0))
