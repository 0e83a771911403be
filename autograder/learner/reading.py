"""Where a learner reads: the page of a lesson, and the place in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from autograder.chapters import SECTION, Chapter, all_chapters, find_chapter, read_text
from autograder.errors import CourseError, UsageError
from autograder.learner.exercises import exercises_of, find_exercise
from autograder.learner.progress import read_progress
from autograder.learner.standing import next_of, standings


def place_of(root: Path, what: str) -> tuple[Chapter, str]:
    """Return the chapter that `what` names, and the place in its page: a section or an exercise.

    Without a name it is the exercise that the learner is at, or the first chapter.

    Raises:
        UsageError: if there is no such chapter, section or exercise; the message names the nearest.
    """
    if not what:
        exercise = next_of(standings(root, read_progress(root)))
        return (exercise.chapter, exercise.name) if exercise else (all_chapters(root)[0], "")
    if re.fullmatch(SECTION, what.upper()):
        return _numbered(root, what.upper())
    try:
        return find_chapter(root, what), ""
    except UsageError:
        exercise = find_exercise(root, what)
    return exercise.chapter, exercise.name


def _numbered(root: Path, number: str) -> tuple[Chapter, str]:
    """Return the place that a number like 1B or 3.2 names: a section, else an exercise."""
    chapter = find_chapter(root, re.match(r"\d+", number)[0])  # type: ignore[index]
    if not chapter.lesson.is_file() or f"\n## {number} " in read_text(chapter.lesson):
        return chapter, number
    labels = {each.label.partition(" ")[0]: each.name for each in exercises_of(chapter)}
    return chapter, labels.get(number, number)


def address_of(chapter: Chapter, place: str) -> str:
    """Return the address of a place in a chapter's page.

    Raises:
        UsageError: if the page has no such place.
        CourseError: if there is no page.
    """
    if not chapter.page.is_file():
        text = f"the text is in {chapter.lesson.relative_to(chapter.root)}, and in the notebook"
        raise CourseError(f"{chapter.page} is missing: it comes with the learner's kit; {text}")
    if place and f'id="{place}"' not in chapter.page.read_text(encoding="utf-8"):
        raise UsageError(f"the lesson of {chapter.name} has no section {place}")
    return chapter.page.as_uri() + (f"#{place}" if place else "")


def is_made_here(chapter: Chapter) -> bool:
    """Return whether the page is made on this machine: where the solutions are, not in a kit."""
    return chapter.solution.is_file()


def make_page(chapter: Chapter) -> None:
    """Make the page if its lesson has changed: in a process of its own, for its cells are run.

    Raises:
        CourseError: if that fails; says why.
    """
    command = [sys.executable, "-m", "autograder.authoring.pages", chapter.name]
    done = subprocess.run(command, cwd=chapter.root, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise CourseError(f"the page could not be made: {last.removeprefix('error: ')}")
