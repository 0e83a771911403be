"""The exercises of the course in the order of its lessons, as a learner's machine knows them."""

from __future__ import annotations

import ast
import difflib
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.chapters import CONTENTS, MINUTES, SECTION, Chapter, all_chapters, find_chapter
from autograder.errors import CourseError, UsageError
from autograder.solution import BEGIN, END, Definition

_LIKE_CHAPTER = re.compile(r"(?:ch|chapter)?[ _]?\d+(?:_\w*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Exercise:
    """One exercise: where it stands in the course, what it earns and how long it takes."""

    chapter: Chapter
    name: str
    number: int
    points: float
    stars: int
    unseen: tuple[str, ...] = ()  # what its public checks do not look at

    @property
    def key(self) -> str:
        """The name that a learner types where the exercise's own would not do."""
        return f"{self.chapter.name}/{self.name}"

    @property
    def label(self) -> str:
        """Number and name, as in `1.3 sigmoid`."""
        return f"{self.chapter.number}.{self.number} {self.name}"

    @property
    def minutes(self) -> int:
        """How long it takes, at most."""
        return MINUTES.get(self.stars, MINUTES[0])

    @property
    def title(self) -> str:
        """All that is known of it in one line."""
        return f"{self.label} {self.about}"

    @property
    def about(self) -> str:
        """Stars, points and time in one line."""
        words = f"{self.points:g} points, up to {self.minutes} min"
        return f"{'★' * self.stars} {words}".lstrip()


@functools.cache
def exercises_of(chapter: Chapter) -> tuple[Exercise, ...]:
    """Return a chapter's exercises in the order of its lesson.

    Raises:
        CourseError: if the chapter's folder was not built.
    """
    return tuple(
        Exercise(
            *(chapter, name, number, entry["points"], entry["stars"]),
            tuple(entry.get("unseen", ())),  # a folder that was built before has none
        )
        for number, (name, entry) in enumerate(chapter.contents["exercises"].items(), 1)
    )


def all_exercises(root: Path) -> tuple[Exercise, ...]:
    """Return the exercises of all chapters that are built, first chapter first."""
    built = (c for c in all_chapters(root) if (c.exercises_folder / CONTENTS).exists())
    return tuple(each for chapter in built for each in exercises_of(chapter))


@functools.cache
def stub_of(chapter: Chapter) -> str:
    """Return the learner's file as it was built.

    Raises:
        CourseError: if the chapter's folder was not built, or by an older version.
    """
    if "stub" not in chapter.contents:
        path = chapter.exercises_folder / CONTENTS
        raise CourseError(f"{path} is of an older version: take the new one, or `autograder build`")
    return "".join(chapter.contents["stub"])


def task_of(exercise: Exercise) -> str:
    """Return an exercise's docstring, which is its task."""
    nodes = {getattr(node, "name", ""): node for node in ast.parse(stub_of(exercise.chapter)).body}
    node = nodes.get(exercise.name)
    text = ast.get_docstring(node) if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
    return text or ""


def solution_of(exercise: Exercise) -> str:
    """Return the course's solution of an exercise, without its docstring and the markers.

    Raises:
        UsageError: where there is none, as in a kit.
    """
    chapter = exercise.chapter
    if not chapter.solution.exists():
        raise UsageError(
            "there are no solutions here: a kit is released without them, "
            "and your instructor has them"
        )
    text, tree = chapter.reference.text, chapter.reference.tree
    (node,) = (n for n in tree.body if isinstance(n, Definition) and n.name == exercise.name)
    task = node.body[0]
    lines = text.split("\n")[: node.end_lineno]
    kept = [*lines[node.lineno - 1 : task.lineno - 1], *lines[task.end_lineno or task.lineno :]]
    return "\n".join(line for line in kept if line.strip() not in (BEGIN, END))


def find_exercise(root: Path, text: str) -> Exercise:
    """Return the exercise that a learner calls `[CHAPTER/]EXERCISE`.

    Raises:
        UsageError: if there is none, or several; the message names the nearest.
    """
    place, _, name = text.rpartition("/")
    if not place and _LIKE_CHAPTER.fullmatch(name):
        chapter = find_chapter(root, name)
        first = exercises_of(chapter)[0].label
        raise UsageError(f"{name} is the chapter {chapter.name}: name an exercise, like {first}")
    chapters = (find_chapter(root, place),) if place else all_chapters(root)
    known = [each for each in all_exercises(root) if each.chapter in chapters]
    return _only(known, name, chapters[0].name if place else "")


def _only(known: Sequence[Exercise], name: str, where: str) -> Exercise:
    """Return the one exercise of that name or number."""
    found = [each for each in known if name in (each.name, each.label.partition(" ")[0])]
    if not found:
        raise UsageError(no_exercise(name, [each.name for each in known], where))
    if len(found) > 1:
        listed = " or ".join(each.key for each in found)
        raise UsageError(f"{name!r} is in several chapters: type {listed}")
    return found[0]


def no_exercise(name: str, known: Sequence[str], where: str = "") -> str:
    """Return the sentence for a name that no exercise has: it offers the nearest that there is."""
    if re.fullmatch(SECTION, number := name.upper()) and "." not in number:
        place = f"a section of the lesson: `autograder lesson {number}` opens it"
        return f"{number} is {place}; exercises are called like 1.3 (`autograder list`)"
    start = f"{where} has no exercise {name!r}" if where else f"no exercise is called {name!r}"
    lower = {each.lower(): each for each in known}
    near = difflib.get_close_matches(name.lower(), lower, 1)
    if near:
        return f"{start}: did you mean {lower[near[0]]}?"
    listed = f"there are {', '.join(known)}" if where else "`autograder progress` lists them all"
    return f"{start}: {listed}"


def hours(minutes: int) -> str:
    """Return a time in words, as in `2 h 10 min`."""
    parts = [f"{minutes // 60} h" if minutes >= 60 else "", f"{minutes % 60} min"]
    return " ".join(part for part in parts if part and part != "0 min") or "0 min"
