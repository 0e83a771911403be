"""Canvas: the table that its gradebook takes, made anew or from the one that it has exported.

What it needs: the columns Student, ID, SIS User ID, SIS Login ID and Section, then one for each
assignment, whose name ends in its number in brackets if it is there already; a row «Points
Possible» below the head. Source: Canvas's guide «How do I import grades in the Gradebook?».
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.instructor.classes.gradebook import guarded
from autograder.instructor.lms.scores import Marks, Sheet, people_of
from autograder.instructor.people.roster import Person
from autograder.instructor.people.rosterfile import read_table

HEAD = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_OWNER = ("ID", "SIS User ID", "SIS Login ID", "Student")  # by what a row's student is known
POINTS = "    Points Possible"  # as Canvas indents it
_EXCUSED = ("EX", "N/A")
_NUMBER = re.compile(r" \(\d+\)$")  # of an assignment, behind its name


def canvas_table(marks: Marks) -> str:
    """Return a table for Canvas with a column for each chapter, from the roster alone."""
    chapters = marks.chapters
    sheets = {chapter: marks.sheet(chapter) for chapter in chapters}
    rows = [{"Student": POINTS} | {name: f"{each.most:g}" for name, each in sheets.items()}]
    for person in people_of(marks):
        own = {name: each.scores.get(person.id, "") for name, each in sheets.items()}
        rows.append(_known(person) | own)
    return written([*HEAD, *chapters], rows)


def _known(person: Person) -> dict[str, str]:
    other = person.other
    name = f"{person.last_name}, {person.first_name}" if person.first_name else person.name
    return {
        "Student": guarded(name),
        "ID": guarded(other.get("canvas_id", "")),
        "SIS User ID": guarded(other.get("sis_user_id", person.id)),
        "SIS Login ID": guarded(other.get("sis_login_id", "")),
        "Section": guarded(person.section),
    }


def filled_in(marks: Marks, template: Path, called: str = "") -> tuple[str, list[str]]:
    """Return the table that Canvas has exported with its columns of chapters filled in.

    A column is a chapter's if it has its name, or is `called` so where there is one chapter; a
    number in brackets may stand behind it. Canvas's own names and numbers stay as they are, and so
    does a cell for which we have no score, or whose student is excused. Scores are those out of its
    points. All other columns of assignments are left out, so nothing else is changed there. The
    second value are students of ours who are not in it.

    Raises:
        UsageError: if it is no such table, or no column is a chapter's.
    """
    rows = [row for _, row in read_table(template)]
    head = list(rows[0]) if rows else []
    kept = [name for name in head if name in HEAD]
    columns = _columns(head, {called or chapter: chapter for chapter in marks.chapters})
    if "Student" not in kept or not columns:
        raise UsageError(
            f"{template} has no column called {called or ', '.join(marks.chapters)}: in Canvas, "
            "make an assignment of that name (or say --column), export the gradebook, and name "
            "that file"
        )
    made = [{name: row[name] for name in kept} for row in rows]
    found = {
        owner
        for chapter, name in columns.items()
        for owner in _fill(made, rows, name, marks.sheet(chapter))
    }
    missing = sorted({each.student for each in marks.results} - found)
    return written([*kept, *columns.values()], made), missing


def _fill(
    made: Sequence[dict[str, str]], rows: Sequence[Mapping[str, str]], name: str, sheet: Sheet
) -> Iterator[str]:
    """Fill a chapter's column of `made`, from Canvas's own rows; yield the students found there."""
    most = next((row for row in rows if "points possible" in row["Student"].lower()), {})
    for own, row in zip(made, rows, strict=True):
        student = sheet.owner(*(row.get(key, "") for key in _OWNER))
        score = sheet.out_of(student, most.get(name, "")) if student else ""
        own[name] = row[name] if not score or row[name].upper() in _EXCUSED else score
        yield str(student)


def _columns(head: Sequence[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each chapter.

    Raises:
        UsageError: if two could be meant.
    """
    found: dict[str, str] = {}
    for name in head:
        chapter = wanted.get(_NUMBER.sub("", name).strip())
        if chapter and chapter in found:
            raise UsageError(f"{name} and {found[chapter]} have one name: rename one in Canvas")
        if chapter:
            found[chapter] = name
    return found


def written(head: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Return a table as CSV text, with the mark by which Excel knows UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, head, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return f"\ufeff{text.getvalue()}"
