"""What `watch` has to show, whether on a screen or in plain lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from autograder.chapters import Chapter
from autograder.grading.results import Outcome
from autograder.learner.exercises import Exercise
from autograder.learner.hints import Unfolded
from autograder.learner.standing import Standing
from autograder.learner.warm import Answer


class Panel(StrEnum):
    """What stands below the result, on request."""

    NONE = "none"
    HINTS = "hints"
    LIST = "list"
    RESET = "reset"  # the question whether to put the stub back


@dataclass(frozen=True)
class News:
    """Something that has just happened: a sentence, or an exercise and how its checks ended."""

    text: str = ""
    exercise: str = ""
    outcomes: tuple[Outcome, ...] = ()
    warned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """Everything that a display shows, at one moment."""

    root: Path
    chapter: Chapter
    exercise: Exercise | None = None  # the current one; None where all are done
    line: int = 1  # of its definition in the learner's file
    answer: Answer | None = None  # how its checks ended; None while they run
    clock: str = ""  # when they ended
    busy: str = ""  # what is going on
    news: tuple[News, ...] = ()
    panel: Panel = Panel.NONE
    hints: Unfolded | None = None
    standings: Sequence[Standing] = ()

    @property
    def of_chapter(self) -> list[Standing]:
        """The standings of the current chapter."""
        return [each for each in self.standings if each.exercise.chapter == self.chapter]

    def turned_to(self, exercise: Exercise | None, line: int) -> Scene:
        """Return the scene with another exercise, whose checks are still to be run."""
        return replace(
            self,
            chapter=exercise.chapter if exercise else self.chapter,
            exercise=exercise,
            line=line,
            answer=None,
            panel=Panel.NONE if self.panel is Panel.HINTS else self.panel,
            hints=None,
        )

    def answered(self, answer: Answer, clock: str) -> Scene:
        """Return the scene with the answer to the current exercise."""
        line = answer.work.line(answer.exercise.name)
        return replace(self, answer=answer, clock=clock, line=line)

    def told(self, *news: News) -> Scene:
        """Return the scene with more news."""
        return replace(self, news=(*self.news, *news))


class Display(Protocol):
    """Shows scenes."""

    def show(self, scene: Scene) -> None:
        """Show a scene that has changed."""
