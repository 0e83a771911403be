"""comments.csv: what a person says of hand-ins, and the points that they give in place of graders.

Columns: `student`, `chapter`, `exercise` (empty: the whole hand-in), `points` (empty: as graded),
`text`, and `state`: a row whose state is `open` is a request to look again, which counts nowhere
until it is answered and its state is another one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.remarks import Remark
from autograder.instructor.people.roster import Roster
from autograder.instructor.people.rosterfile import plain, read_table

OPEN = "open"
_NEEDED = ("student", "text")


@dataclass(frozen=True)
class Comment:
    """One row: of whom, about what, and whether somebody must still answer it."""

    chapter: str
    student: str
    remark: Remark
    is_open: bool = False


def read_comments(
    path: Path, chapters: Mapping[str, Sequence[str]], roster: Roster
) -> tuple[Comment, ...]:
    """Return the comments in a table; `chapters` has the exercises of each.

    Raises:
        UsageError: if it is no such table, or a row names what there is not; names the line.
    """
    found = []
    for line, row in read_table(path):
        cells = {plain(name): value for name, value in row.items()}
        if missing := [name for name in _NEEDED if name not in cells]:
            raise UsageError(f"{path} has no column `{missing[0]}`")
        if any(cells.values()):
            found.append(_comment(f"{path}, line {line}", cells, chapters, roster))
    return tuple(found)


def _comment(
    place: str, cells: Mapping[str, str], chapters: Mapping[str, Sequence[str]], roster: Roster
) -> Comment:
    if not cells["student"]:
        raise UsageError(f"{place} names no student")
    person = roster.find(cells["student"])
    chapter, exercise = _about(place, cells, chapters)
    remark = Remark(exercise, cells["text"], _points(place, cells.get("points", "")))
    is_open = cells.get("state", "").lower() == OPEN
    return Comment(chapter, person.id if person else cells["student"], remark, is_open)


def _about(
    place: str, cells: Mapping[str, str], chapters: Mapping[str, Sequence[str]]
) -> tuple[str, str]:
    """Return the chapter and the exercise, which may stand in one cell with a stroke between."""
    named, _, exercise = cells.get("exercise", "").rpartition("/")
    chapter = cells.get("chapter", "") or named
    if chapter and chapter not in chapters:
        raise UsageError(f"{place}: {chapter} is no chapter; there are {', '.join(chapters)}")
    fitting = [name for name in ([chapter] if chapter else chapters) if exercise in chapters[name]]
    if exercise and len(fitting) == 1:
        return fitting[0], exercise
    if exercise and not fitting:
        raise UsageError(f"{place}: there is no exercise {exercise}")
    if not chapter:
        raise UsageError(f"{place}: say which chapter is meant, in a column `chapter`")
    return chapter, exercise


def _points(place: str, said: str) -> float | None:
    if not said:
        return None
    try:
        points = float(said.replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0 <= points < math.inf:
        raise UsageError(f"{place}: {said} are no points: a number from 0 on, or nothing")
    return points
