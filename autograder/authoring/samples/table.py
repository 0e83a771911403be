"""The table of the sample class: by chapter and student, what is handed in."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.authoring.samples.sample import Sample, hands, usual
from autograder.chapters import Chapter, all_chapters, read_text
from autograder.errors import CourseError
from autograder.grading.key import answer_key
from autograder.grading.misconceptions import Misconception

TABLE = Path("course", "samples", "composed.toml")
BY_HAND = Path("course", "samples", "submitted")  # <student>/<chapter>/<file>


def composed(root: Path) -> list[Sample]:
    """Return the samples that are composed: what the table names, else what is usual.

    A chapter that somebody has answered by hand is composed only if the table names it.

    Raises:
        CourseError: if the table, or what it names, cannot be used.
    """
    chapters = {chapter.name: chapter for chapter in all_chapters(root) if chapter.rooms}
    table = _read(root / TABLE)
    for name in table:
        _require(name, chapters, f"{TABLE}: no chapter with graders", "write it as its folder is")
    found: list[Sample] = []
    for chapter in chapters.values():
        if chapter.name in table:
            found += _chosen(chapter, table[chapter.name])
        elif not any((root / BY_HAND).glob(f"*/{chapter.name}")):
            found += usual(chapter)
    return found


def _read(path: Path) -> dict[str, Any]:
    """Return the table; {} where none is written."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{TABLE} is not TOML: {error}") from None


def _chosen(chapter: Chapter, students: Any) -> Iterator[Sample]:
    """Yield the samples that the table names for a chapter."""
    if not isinstance(students, dict):
        raise CourseError(f"{TABLE}: {chapter.name} is no table: write [{chapter.name}] above it")
    for student, what in students.items():
        place = f"{TABLE}: {chapter.name}.{student}"
        match what:
            case {"hand": str(name), **rest} if not rest:
                known = hands(chapter)
                _require(name, known, f"{place}: no right answer", "look into tests/correct")
                yield Sample(student, chapter, hand=known[name])
            case {"mistakes": [*names], **rest} if not rest:
                yield Sample(student, chapter, mistakes=_mistakes(chapter, names, place))
            case {"stub": True, **rest} if not rest:
                yield Sample(student, chapter)
            case _:
                ways = 'hand = "NAME", mistakes = ["EXERCISE.NAME", …] or stub = true'
                raise CourseError(f"{place} does not say what is handed in: write {ways}")


def _mistakes(chapter: Chapter, names: list[Any], place: str) -> tuple[Misconception, ...]:
    """Return the mistakes of these names, one for an exercise at most."""
    entries = answer_key(chapter).misconceptions
    known = {f"{entry.exercise}.{entry.name}": entry for entry in entries}
    for name in names:
        _require(name, known, f"{place}: no known mistake", "write EXERCISE.NAME")
    found = {known[name].exercise: known[name] for name in names}
    if len(found) < len(names):
        raise CourseError(f"{place} names two mistakes of one exercise: leave one out")
    return tuple(found.values())


def _require(name: Any, known: Iterable[str], what: str, otherwise: str) -> None:
    """Raise CourseError unless a name is known; the message has the nearest."""
    known = list(known)
    if name not in known:
        near = difflib.get_close_matches(str(name), known, 1)
        guess = f"did you mean {near[0]}?" if near else otherwise
        raise CourseError(f"{what} is called {name!r}: {guess}")
