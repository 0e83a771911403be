"""What `watch` has to show, whether on a screen or in plain lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
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


@dataclass
class Scene:
    """Everything that a display shows."""

    root: Path
    chapter: Chapter
    exercise: Exercise | None = None  # the current one; None where all are done
    line: int = 1  # of its definition in the learner's file
    answer: Answer | None = None  # how its checks ended; None while they run
    clock: str = ""  # when they ended
    busy: str = ""  # what is going on
    news: list[News] = field(default_factory=list)
    panel: Panel = Panel.NONE
    hints: Unfolded | None = None
    standings: Sequence[Standing] = ()

    @property
    def of_chapter(self) -> list[Standing]:
        """The standings of the current chapter."""
        return [each for each in self.standings if each.exercise.chapter == self.chapter]


class Display(Protocol):
    """Shows scenes."""

    def show(self, scene: Scene) -> None:
        """Show a scene that has changed."""
