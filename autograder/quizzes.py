"""The questions of a lesson, as `build` writes them and a learner's machine reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from autograder.chapters import Chapter

CHOICE, NUMBER, OPEN = "choice", "number", "open"


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from, and why it is right or wrong."""

    text: str
    reason: str
    right: bool


@dataclass(frozen=True)
class Question:
    """A question in Markdown: with choices, with a number as its key, or open."""

    text: str
    choices: tuple[Option, ...] = ()
    number: float | None = None
    tolerance: float = 0.0  # how far a typed number may be away
    shown: str = ""  # the number as it is told
    answer: str = ""  # why it is that number; of an open question what to compare with

    @property
    def kind(self) -> str:
        """How it is answered: by a choice, by a number, or openly."""
        if self.choices:
            return CHOICE
        return OPEN if self.number is None else NUMBER


@dataclass(frozen=True)
class Quiz:
    """The questions at the end of a section of the lesson."""

    section: str  # its name, as in `2C`
    title: str  # with the name
    exercises: tuple[str, ...]  # of the same section
    questions: tuple[Question, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the quiz as plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Quiz:
        """Return the quiz that `to_json` wrote."""
        return cls(
            *(data["section"], data["title"], tuple(data["exercises"])),
            tuple(_question(dict(entry)) for entry in data["questions"]),
        )


def _question(data: dict[str, Any]) -> Question:
    choices = tuple(Option(**choice) for choice in data.pop("choices"))
    return Question(choices=choices, **data)


def quizzes_of(chapter: Chapter) -> Iterator[Quiz]:
    """Yield the questions of a built chapter, section by section.

    Raises:
        CourseError: if the chapter's folder was not built.
    """
    for entry in chapter.contents.get("quizzes", ()):  # a folder that was built before has none
        yield Quiz.from_json(entry)
