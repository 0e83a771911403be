"""What the lines to one submission share: the time that it has used, and what it said at first."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.grading.failure import Failure


@dataclass
class FirstTexts:
    """Whether a submission was called yet, and what its file had said before."""

    called: bool = False
    texts: set[str] = field(default_factory=set)


@dataclass
class Budget:
    """What the lines to one submission have used up together, in seconds; and what ended it."""

    spent: float = 0.0
    unusable: Failure | None = None
    first: FirstTexts = field(default_factory=FirstTexts)
