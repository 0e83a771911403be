"""How a grader is declared in a line: what it is given, and the test that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.grading.grader import Terms

Case = Sequence[Any]
Cases = Sequence[Case] | Callable[[Any], Sequence[Case]]
Test = Callable[..., None]


def declared(kind: Callable[..., Test], points: float, line: str, test: Test) -> Test:
    """Return a test as a grader of a kind; the gate of an exercise is its form."""
    test.__doc__ = line
    terms = Terms(points, gate=kind.__name__ == "form", kind=kind.__name__)
    test.grader = terms  # type: ignore[attr-defined]
    return test


def drawn(cases: Cases, rng: Any) -> Sequence[Case]:
    """Return the cases, drawn with `rng` if they are to be."""
    return cases(rng) if callable(cases) else cases
