"""What makes workers; and, for a learner's own machine, what makes them in this process.

The levels that isolate are in `forks`, which needs Linux; nothing here does.
"""

from __future__ import annotations

import math
from typing import Protocol

from autograder.sandbox import heavy
from autograder.sandbox.client import LocalWorker, Worker
from autograder.sandbox.worker.limits import Limits


class Launcher(Protocol):
    """Makes workers of one isolation level."""

    level: str
    limits: Limits

    def launch(self) -> Worker:
        """Return a worker that nobody has used."""

    def close(self) -> None:
        """End everything that was started."""


class LocalLauncher:
    """Level `none`: the submission runs in this process."""

    level = "none"

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits(total_seconds=math.inf, answers=1 << 30)  # the learner's
        heavy.install()

    def of(self, packages: tuple[str, ...]) -> LocalLauncher:
        """Return this launcher: the process imports what is installed."""
        return self

    def launch(self) -> Worker:
        """Return a worker in this process."""
        return LocalWorker()

    def close(self) -> None:
        """Nothing to end."""
