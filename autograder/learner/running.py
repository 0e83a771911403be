"""Checks functions where they are: in a module of this process that has been run already."""

from __future__ import annotations

from typing import Any

from autograder.sandbox.client import LocalWorker, Worker
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Loaded
from autograder.sandbox.worker.session import Session


class Running(LocalLauncher):
    """Answers about a module that is loaded; nothing is run once more."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__()
        self.loaded = loaded

    def launch(self) -> Worker:
        """Return a worker that calls what is there."""
        return LocalWorker(_RunningSession(self.loaded))


class _RunningSession(Session):
    def __init__(self, loaded: Loaded) -> None:
        super().__init__()
        self.ready = loaded

    def do_load(
        self, source: dict[str, Any], seed: int, given: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Load nothing: it was run before."""
        self.use(self.ready)
        return self.contents()
