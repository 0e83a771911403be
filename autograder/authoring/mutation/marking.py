"""Grades an answer on the graders of one exercise, up to the first that it fails."""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.authoring.mutation.fuse import Fuse
from autograder.chapters import Chapter
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.grader import Grader
from autograder.grading.key import answer_key
from autograder.grading.results import Outcome, State
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source

LONG = 60.0  # seconds of processor time for a long training
PATIENCE = (3.0, 0.5)  # times what the right answer takes, and seconds: then a mutant is ended


@dataclass(frozen=True)
class Footprint:
    """What grading a right answer on one exercise took: seconds, and the lines that it ran."""

    seconds: float
    lines: frozenset[int]
    lost: Outcome | None

    @property
    def patience(self) -> float:
        """The processor time that a mutant gets."""
        return self.seconds * PATIENCE[0] + PATIENCE[1]


class Marker:
    """Grades answers to the exercises of one chapter, in this process."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter = chapter
        self.key = answer_key(chapter)
        self.launcher = LocalLauncher()

    def loses(self, text: str, exercise: str, seconds: float) -> Outcome | None:
        """Return the first outcome that costs the answer points; None if it keeps them all.

        Each of the short graders may take so many seconds. What they let pass is trained long.
        """
        examination = self._examination(text)
        fuse = Fuse({self.file})
        times = [(grader, seconds) for grader in self.graders(exercise)]
        times += [(grader, LONG) for grader in self.graders(exercise, long=True)]
        for grader, most in times:
            with _in_an_empty_folder(), fuse.lit(most):
                outcome = examination.run(grader)
            if fuse.burnt:
                return dataclasses.replace(outcome, state=State.FAILED)
            if outcome.state is not State.PASSED:
                return outcome
        return None

    def footprint(self, text: str, exercise: str) -> Footprint:
        """Return what grading a right answer takes, and what it runs of it."""
        examination = self._examination(text)
        lines: set[int] = set()
        start, before = time.process_time(), sys.gettrace()
        lost = None
        for grader in self.graders(exercise):
            sys.settrace(_tracer(self.file, lines))
            try:
                with _in_an_empty_folder():
                    outcome = examination.run(grader)
            finally:
                sys.settrace(before)
            if outcome.state is not State.PASSED:
                lost = lost or outcome
        return Footprint(time.process_time() - start, frozenset(lines), lost)

    def graders(self, exercise: str, *, long: bool = False) -> list[Grader]:
        """Return the graders of an exercise that are no long trainings, or those that are."""
        return [each for each in self.key.rooms[exercise].graders if each.is_long is long]

    @property
    def file(self) -> str:
        """The name under which an answer's lines are known."""
        return f"{self.chapter.module}.py"

    def _examination(self, text: str) -> Examination:
        source = Source(self.chapter.module, (Cell(self.file, text),))
        connections = Connections(self.launcher, source, self.key.packages)
        return Examination(connections, self.key, diagnose_at_once=False)


@contextlib.contextmanager
def _in_an_empty_folder() -> Iterator[None]:
    """Work elsewhere for a while: no mutant writes where its author works or the next one looks."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        yield


def _tracer(file: str, lines: set[int]) -> Callable[..., Any]:
    """Return a tracing function that notes the lines that run in functions of a file."""

    def local(frame: types.FrameType, event: str, argument: object) -> Any:
        lines.add(frame.f_lineno)
        return local

    def entered(frame: types.FrameType, event: str, argument: object) -> Any:
        code = frame.f_code
        own = code.co_filename == file and code.co_flags & inspect.CO_OPTIMIZED  # a function
        return local(frame, event, argument) if own else None

    return entered
