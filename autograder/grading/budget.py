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
    """What the lines to one submission have used up together; and what ended it."""

    spent: float = 0.0  # seconds
    answered: int = 0  # bytes
    unusable: Failure | None = None
    first: FirstTexts = field(default_factory=FirstTexts)

    def end(self, seconds: float) -> Failure:
        """Let no more be asked of a submission whose time, so many seconds, is used up."""
        message = f"The {seconds:g} s for one submission are used up."
        self.unusable = Failure(message, blocks=True)
        return self.unusable

    def count(self, size: int, limit: int) -> None:
        """Count the bytes of an answer: graders keep it, to compare it with others.

        Raises:
            Failure: if all answers of the submission take more than `limit` MiB.
        """
        self.answered += size
        if self.answered > limit << 20:
            message = f"The answers of this submission are larger than {limit} MiB together."
            hint = "is a result far larger than what it is computed from?"
            self.unusable = Failure(message, hint=hint, blocks=True)
            raise self.unusable
