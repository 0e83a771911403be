"""Canvas: the table that its gradebook takes, made anew or from the one that it has exported.

What it needs: the columns Student, ID, SIS User ID, SIS Login ID and Section, then one for each
assignment, whose name ends in its number in brackets if it is there already; a row «Points
Possible» below the head. Source: Canvas's guide «How do I import grades in the Gradebook?».
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.instructor.classes.gradebook import guarded
from autograder.instructor.lms.scores import Marks, owner, people_of, scaled
from autograder.instructor.people.roster import Person
from autograder.instructor.people.rosterfile import read_table

HEAD = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "    Points Possible"  # as Canvas indents it
_NUMBER = re.compile(r" \(\d+\)$")  # of an assignment, behind its name


def canvas_table(marks: Marks) -> str:
    """Return a table for Canvas with a column for each chapter, from the roster alone."""
    chapters = marks.chapters
    scores = {chapter: marks.of(chapter) for chapter in chapters}
    rows = [{"Student": POINTS} | {name: f"{marks.most(name):g}" for name in chapters}]
    for person in people_of(marks):
        rows.append(_known(person) | {name: scores[name].get(person.id, "") for name in chapters})
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
    number in brackets may stand behind it. Canvas's own names, numbers and rows stay as they are,
    and scores are those out of its points; all other columns of assignments are left out, so
    nothing else is changed there. The second value are students of ours who are not in it.

    Raises:
        UsageError: if it is no such table, or no column is a chapter's.
    """
    rows = [row for _, row in read_table(template)]
    head = list(rows[0]) if rows else []
    kept = [name for name in head if name in HEAD]
    wanted = {called or chapter: chapter for chapter in marks.chapters}
    plainly = {name: _NUMBER.sub("", name).strip() for name in head}
    columns = {wanted[plain]: name for name, plain in plainly.items() if plain in wanted}
    if "Student" not in kept or not columns:
        raise UsageError(
            f"{template} has no column called {', '.join(wanted)}: in Canvas, make an assignment "
            "of that name (or say --column), export the gradebook, and name that file"
        )
    most = next((row for row in rows if "points possible" in row["Student"].lower()), {})
    found, made = set(), []
    for row in rows:
        own = {name: row[name] for name in kept}
        for chapter, name in columns.items():
            student = _student(marks, chapter, row)
            score = marks.of(chapter).get(student, "") if student else row[name]
            own[name] = scaled(score, marks.most(chapter), most.get(name, "")) if student else score
            found.add(student)
        made.append(own)
    missing = sorted({each.student for each in marks.results} - {str(each) for each in found})
    return written([*kept, *columns.values()], made), missing


def _student(marks: Marks, chapter: str, row: Mapping[str, str]) -> str | None:
    """Return whose row it is: a section is nobody's name."""
    names = (row.get(name, "") for name in ("SIS User ID", "SIS Login ID", "Student"))
    return owner(marks, chapter, row.get("ID", ""), *names)


def written(head: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Return a table as CSV text, with the mark by which Excel knows UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, head, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return f"\ufeff{text.getvalue()}"
