"""What the lines to one submission share: the time that it has used, and what it said at first."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.grading.failure import Failure
from autograder.sandbox.client import Worker
from autograder.sandbox.worker.processes import own_wait


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

    @contextlib.contextmanager
    def clock(self, worker: Worker, limit: float) -> Iterator[None]:
        """Count the time of one request, and end the budget where `limit` seconds are used up.

        What a busy machine takes is nobody's fault: neither the worker's waiting nor our own,
        whose turn to read the answer may come long after it is there.
        """
        start, excused = time.monotonic(), worker.waited + own_wait()
        try:
            yield
        finally:
            excused = worker.waited + own_wait() - excused
            self.spent += max(0.0, time.monotonic() - start - excused)
            if self.spent >= limit and self.left(worker, limit, limit) == 0.0:
                self.end(limit)

    def left(self, worker: Worker, limit: float, longest: float) -> float:
        """Return the seconds that a request may take: `longest`, or what is left of `limit`.

        Many requests may each have been slowed and still in time. The worker's supervisor is asked
        about them only where that is what the next one would be short of.
        """
        if limit - self.spent < longest:
            self.spent = max(0.0, self.spent - worker.kept_waiting(limit))
        return max(0.0, min(longest, limit - self.spent))

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
