"""What the pages tell of a chapter beside its results: its title, and where to read on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.addresses import typed
from autograder.chapters import CONTENTS, Chapter


@dataclass(frozen=True)
class Guide:
    """A chapter's name and title, and the section of the lesson that each exercise stands in."""

    chapter: str
    title: str
    sections: Mapping[str, str] = field(default_factory=dict)  # as in `2.4 Softmax`
    names: Mapping[str, str] = field(default_factory=dict)  # of exercises, as learners type them

    @classmethod
    def of(cls, chapter: Chapter) -> Guide:
        """Return the guide to a chapter; of one that is not built only its name is known."""
        if not (chapter.exercises_folder / CONTENTS).is_file():
            return cls(chapter.name, chapter.name)
        contents = chapter.contents
        sections = {
            exercise: str(quiz["title"])
            for quiz in contents.get("quizzes", ())
            for exercise in quiz["exercises"]
        }
        names = {exercise: typed(chapter, exercise) for exercise in contents["exercises"]}
        return cls(chapter.name, str(contents["title"]), sections, names)

    @property
    def short(self) -> str:
        """The title as a column's head has it: `Chapter 2`."""
        return self.title.partition(". ")[0]
