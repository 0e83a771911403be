"""What `watch` has to show, whether on a screen or in plain lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from autograder.chapters import Chapter
from autograder.grading.results import Outcome
from autograder.learner.exercises import Exercise
from autograder.learner.hints import Unfolded
from autograder.learner.standing import Stand, Standing, next_of
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
    exercise: Exercise | None = None  # the current one; None at the end of a chapter
    line: int = 1  # of its definition in the learner's file
    answer: Answer | None = None  # how its checks ended; None while they run
    clock: str = ""  # when they ended
    busy: str = ""  # what is going on
    news: tuple[News, ...] = ()
    panel: Panel = Panel.NONE
    hints: Unfolded | None = None
    standings: Sequence[Standing] = ()
    warned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of passing exercises

    @property
    def unwritten(self) -> bool:
        """Whether the current exercise stands as it was built: there is nothing to check yet."""
        return bool(self.exercise) and self.is_new(self.exercise)

    def is_new(self, exercise: Exercise | None) -> bool:
        """Return whether nobody has begun an exercise."""
        return any(s.exercise == exercise and s.stand is Stand.NEW for s in self.standings)

    @property
    def following(self) -> Exercise | None:
        """What comes after the current exercise, or after the chapter; None where all is done."""
        last = self.of_chapter[-1].exercise if self.of_chapter else None
        return next_of(self.standings, self.exercise or last)

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

    def scroll(self, pages: float) -> None:
        """Go down in what does not fit, by some pages of it; up if there are fewer than none."""
