"""A grader or a check: a test that belongs to an exercise, and what its author said of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Terms:
    """What an author says of a grader, beside its code."""

    points: float = 0.0
    gate: bool = False  # while it fails, the exercise's later graders are not run
    fresh: bool = False  # it gets a worker that no earlier grader has called
    seconds: float = 0.0  # that each of its calls may take, where that is more than usual
    kind: str = "own"  # which of the declared graders it is, if any


@dataclass(frozen=True)
class Observation:
    """What several graders look at, such as one training: found once for a submission.

    `find` has the arguments of a grader and returns plain data. `seconds` is the time that each of
    its calls may take, where that is more than usual.
    """

    name: str  # unique in its chapter
    find: Callable[..., Any]
    seconds: float = 0.0

    @property
    def asks(self) -> tuple[str, ...]:
        """What it asks for, by name."""
        return tuple(inspect.signature(self.find).parameters)


@dataclass(frozen=True)
class Grader:
    """A hidden grader, or a public check: one test that belongs to an exercise."""

    name: str  # unique in its chapter: `softmax.test_sums`, `activate.test_values[relu]`
    exercise: str
    line: str  # the first line of its docstring
    test: Callable[..., Any] = field(compare=False)
    given: Mapping[str, Any] = field(default_factory=dict, compare=False)  # of `parametrize`
    observations: Mapping[str, Observation] = field(default_factory=dict, compare=False)
    terms: Terms = Terms()

    @property
    def points(self) -> float:
        """What it is worth."""
        return self.terms.points

    @property
    def asks(self) -> tuple[str, ...]:
        """What it asks for beside its own parameters and observations, by name."""
        asked = inspect.signature(self.test).parameters
        return tuple(name for name in asked if name not in {*self.given, *self.observations})

    @property
    def is_long(self) -> bool:
        """Whether it, or what it looks at, takes more time than usual."""
        seen = (each.seconds for each in self.observations.values())
        return bool(self.terms.seconds or any(seen))
