"""The folder tree of the course: the only module that knows where a chapter's files lie."""

from __future__ import annotations

import difflib
import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import CourseError, UsageError
from autograder.solution import Reference

NAME = re.compile(r"ch([0-9]{2})_([a-z][a-z0-9_]*)")
# How a section of a lesson is called: `2C`, which no exercise is, or by its number, `2.3`.
SECTION = r"\d+(?:[A-Z]|\.\d+)"
# What each generated folder holds beside stub, notebook and checks.
CONTENTS, HINTS, RECORDED = "chapter.json", "hints.md", "mistakes.json"
WARM_UP = "warm_up"  # the folder of what is written before chapter 1, without points
PICTURES = "pictures"  # beside them: what failing checks have drawn
MINUTES = {0: 15, 1: 10, 2: 25, 3: 45}  # by stars: what an exercise takes, at most
START = "start.ipynb"  # beside the chapters: where a learner begins
CASES = "cases"  # begins the names of files beside the rooms: what several of them draw from
EQUIVALENTS = "equivalents.toml"  # and why some generated mutants may keep full marks
MISTAKES = "_mistakes"  # at the end of a file's name: the known mistakes of a large room


@dataclass(frozen=True)
class Chapter:
    """One chapter: `chNN_topic`, the same folder name in exercises, solutions and graders.

    `folder` is where a learner works who has no course around it, as nbgrader hands chapters out.
    """

    root: Path
    name: str
    folder: Path | None = None

    @property
    def number(self) -> int:
        """The NN of `chNN_topic`."""
        return int(self.name[2:4])

    @property
    def module(self) -> str:
        """The topic, which is the name of the learner's module."""
        return self.name[5:]

    @property
    def solution(self) -> Path:
        """The reference solution."""
        return self.root / "solutions" / self.name / f"{self.module}.py"

    @property
    def checks(self) -> Path:
        """The public checks, as their author writes them."""
        return self.solution.with_name(f"test_{self.module}.py")

    @property
    def hints(self) -> Path:
        """The hints in three folds."""
        return self.solution.with_name(HINTS)

    @property
    def lesson(self) -> Path:
        """The lesson."""
        return self.root / "course" / "lessons" / f"{self.name}.md"

    @property
    def page(self) -> Path:
        """The lesson as a page to read: made, not written, and not committed."""
        return self.root / "lessons" / f"{self.name}.html"

    @property
    def graders(self) -> Path:
        """The folder of the hidden graders: a file, the room, for each exercise."""
        return self.root / "autograder" / "graders" / self.name

    @property
    def rooms(self) -> dict[str, Path]:
        """The file of each exercise's graders, by the exercise; its known mistakes stand in it."""
        files = sorted(self.graders.glob("*.py"))
        return {path.stem: path for path in files if is_room(path)}

    @property
    def cases(self) -> list[Path]:
        """The files that the rooms draw from: `cases.py`, and `cases_….py` where it grew large."""
        return sorted(self.graders.glob(f"{CASES}.py")) + sorted(self.graders.glob(f"{CASES}_*.py"))

    @property
    def mistakes(self) -> dict[str, Path]:
        """The file of each exercise's known mistakes, by the exercise: a large room has two."""
        beside = {
            path.stem.removesuffix(MISTAKES): path for path in self.graders.glob(f"*{MISTAKES}.py")
        }
        return self.rooms | beside

    @property
    def equivalents(self) -> Path:
        """Which generated mutants keep full marks, and why they may."""
        return self.graders / EQUIVALENTS

    @property
    def exercises_folder(self) -> Path:
        """The generated folder that a learner works in."""
        return self.folder or self.root / "exercises" / self.name

    @property
    def contents(self) -> dict[str, Any]:
        """What the generated folder says of the chapter, to those who have no solution.

        That is its `chapter` (the name), its `title`, and of each of its `exercises`, in the order
        of the lesson: its `points`, its `stars` (1 to 3; 0 where nobody said), its `signature`, and
        as `unseen` what its public checks do not look at.
        `hints` has the three folds of each exercise, by its name. `quizzes` holds the questions of
        its sections, `stub` the lines of the learner's file as it was built.

        Raises:
            CourseError: if the folder was not built.
        """
        contents: dict[str, Any] = json.loads(read_text(self.exercises_folder / CONTENTS))
        return contents

    @functools.cached_property
    def reference(self) -> Reference:
        """The solution, parsed.

        Raises:
            CourseError: if it is missing or has a fault; names file and line.
        """
        place = self.solution.relative_to(self.root).as_posix()
        return Reference.parse(read_text(self.solution), place)

    @property
    def exercises(self) -> tuple[str, ...]:
        """The names of the functions and classes that a learner writes, in their order."""
        return self.reference.exercises

    def label(self, exercise: str) -> str:
        """Return the exercise's number and name, as in `1.3 sigmoid`."""
        return f"{self.number}.{self.exercises.index(exercise) + 1} {exercise}"


@dataclass(frozen=True)
class WarmUp(Chapter):
    """The page on NumPy with its warm-ups: built and checked like a chapter, and never graded."""

    solution = property(lambda self: self.root / "solutions" / WARM_UP / f"{WARM_UP}.py")
    lesson = property(lambda self: self.root / "course" / "numpy.md")


def warm_up(root: Path) -> WarmUp:
    """Return the warm-ups of a course; they count as exercises of chapter 0."""
    return WarmUp(root, f"ch00_{WARM_UP}", root / "exercises" / WARM_UP)


def is_room(path: Path) -> bool:
    """Return whether a file of a chapter's graders is the room of an exercise."""
    is_shared = path.stem == CASES or path.stem.startswith(f"{CASES}_")
    return not is_shared and not path.stem.endswith(MISTAKES)


def read_text(path: Path) -> str:
    """Return a hand-written file's text.

    Raises:
        CourseError: if it is not there or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{path} is missing: write it, or run `autograder new`") from None
    except UnicodeDecodeError as error:
        raise CourseError(f"{path} is not UTF-8 ({error.reason}): save it as UTF-8") from None


def find_root(start: Path | None = None) -> Path:
    """Return the course's folder: at or above `start` (the working folder), else the engine's own.

    Raises:
        UsageError: if there is no course in either place.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parent.parent):
        if (folder / "exercises").is_dir() and (folder / "course").is_dir():
            return folder
    raise UsageError(f"{here} is not in a course: change to the folder that holds `exercises`")


def all_chapters(root: Path) -> tuple[Chapter, ...]:
    """Return every chapter that has a solution or an exercise folder, in their order."""
    folders = (*root.glob("solutions/ch*"), *root.glob("exercises/ch*"))
    names = sorted({path.name for path in folders if path.is_dir() and NAME.fullmatch(path.name)})
    return tuple(Chapter(root, name) for name in names)


def _number_in(name: str) -> int | None:
    """Return the chapter that `3`, `ch3`, `ch03` or `chapter3` means; None for another name."""
    found = re.fullmatch(r"(?:ch|chapter)?\s?0*(\d+)", name, re.IGNORECASE)
    return int(found[1]) if found else None


def find_chapter(root: Path, name: str) -> Chapter:
    """Return the chapter called `name`; its topic alone will do, and its number: `ch3`, `3`.

    Raises:
        UsageError: if there is none; the message names the nearest.
    """
    chapters = all_chapters(root)
    before = [page] if (page := warm_up(root)).exercises_folder.exists() else []
    for chapter in (*chapters, *before):
        if name in (chapter.name, chapter.module) or _number_in(name) == chapter.number:
            return chapter
    names = [chapter.name for chapter in chapters]
    near = difflib.get_close_matches(name, names, 1)
    guess = f"did you mean {near[0]}?" if near else f"there are {', '.join(names) or 'none'}"
    raise UsageError(f"no chapter is called {name!r}: {guess}")
