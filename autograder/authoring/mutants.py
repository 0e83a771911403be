"""The reference solution with one function replaced by a known wrong answer."""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.chapters import Chapter, read_text
from autograder.grading.misconceptions import Misconception
from autograder.sandbox.client import LocalWorker, Worker
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source
from autograder.sandbox.worker.session import Session


def mutant_source(chapter: Chapter, name: str) -> Source:
    """Return the solution as a submission whose module says which mistake stands in it."""
    return Source(name, (Cell(str(chapter.solution), read_text(chapter.solution)),))


@contextlib.contextmanager
def unheard() -> Iterator[None]:
    """Keep to itself what known wrong answers print and warn about in the block."""
    nowhere = io.StringIO()
    with (
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
        warnings.catch_warnings(record=True),  # to ignore them would not do: a worker undoes that
    ):
        warnings.simplefilter("default")  # a worker has no warning that is an error
        yield


class MutantLauncher(LocalLauncher):
    """Starts workers in which the mistake that the source names stands in for its exercise."""

    def __init__(self, mutants: Mapping[str, Misconception]) -> None:
        super().__init__()
        self.mutants = mutants

    def launch(self) -> Worker:
        """Return a worker that has loaded nothing yet."""
        return LocalWorker(_MutantSession(self.mutants))


class _MutantSession(Session):
    """Loads the solution with one function replaced for those who call it, not for its own code."""

    def __init__(self, mutants: Mapping[str, Misconception]) -> None:
        super().__init__()
        self.mutants = mutants

    def do_load(
        self, source: dict[str, Any], seed: int, given: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Load the solution; the source's module says which misconception stands in it."""
        mutant = self.mutants[source["module"]]
        super().do_load(source, seed, given)
        assert self.loaded is not None
        files = self.loaded.files | {inspect.unwrap(mutant.function).__code__.co_filename}
        self.loaded = dataclasses.replace(self.loaded, files=files)
        self.names = self.names | {mutant.exercise: mutant.function}
        return self.contents()
