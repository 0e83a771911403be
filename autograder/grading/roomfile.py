"""An exercise's room as a file of pytest tests: its graders, run on the file that is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder import chapters
from autograder.errors import AutograderError
from autograder.grading.examinations import examination_of, told
from autograder.grading.grader import Grader
from autograder.grading.key import answer_key
from autograder.grading.results import State


class RoomFile(pytest.Module):
    """The file of an exercise: its graders, as they are collected for a class."""

    def collect(self) -> Iterator[GraderItem]:
        """Yield the graders of this file."""
        folder = self.path.parent
        try:
            chapter = chapters.find_chapter(chapters.find_root(folder), folder.name)
            rooms = answer_key(chapter).rooms
        except AutograderError as error:
            raise self.CollectError(str(error)) from None
        for grader in rooms[self.path.stem].graders:
            name = grader.name.partition(".")[2]
            yield GraderItem.from_parent(self, name=name, grader=grader)


class GraderItem(pytest.Item):
    """One grader, run on the submission that the option names."""

    def __init__(self, *, grader: Grader, **rest: Any) -> None:
        super().__init__(**rest)
        self.grader = grader

    def runtest(self) -> None:
        """Run the grader and say how it ended."""
        outcome = examination_of(self).run(self.grader)
        if outcome.state is State.NOT_RUN:
            pytest.skip(outcome.message)
        if outcome.state is not State.PASSED:
            raise Ended(f"{told(outcome)}\n{outcome.detail}".strip())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what is printed of a failure: the outcome's own words."""
        if isinstance(excinfo.value, Ended):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the grader stands."""
        return self.path, None, self.grader.name


class Ended(Exception):
    """A grader did not pass."""
