"""Moodle: a table for its grades' import, its grading worksheet filled in, a zip with feedback.

Sources: Moodle's documentation, «Grade import», «Assignment settings: offline grading worksheet»
and «Upload multiple feedback files in a zip».
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.errors import UsageError
from autograder.grading.results import Result
from autograder.instructor.classes.gradebook import guarded
from autograder.instructor.classes.names import read_name
from autograder.instructor.classes.storage import folder_of
from autograder.instructor.lms.canvas import written
from autograder.instructor.lms.scores import Marks, people_of
from autograder.instructor.people.rosterfile import read_table

IDENTIFIER, GRADE, COMMENT = "Identifier", "Grade", "Feedback comments"
MAXIMUM, CHANGEABLE = "Maximum Grade", "Grade can be changed"
_NUMBER = re.compile(r"(\d+)\s*$")


def moodle_table(marks: Marks) -> str:
    """Return a table for Moodle's import of grades: who, and a column for each chapter."""
    chapters = marks.chapters
    sheets = {chapter: marks.sheet(chapter) for chapter in chapters}
    head = ["ID number", "First name", "Last name", "Email address", *chapters]
    rows = [
        {
            "ID number": guarded(person.id),
            "First name": guarded(person.first_name),
            "Last name": guarded(person.last_name),
            "Email address": guarded(person.email),
        }
        | {name: each.scores.get(person.id, "") for name, each in sheets.items()}
        for person in people_of(marks)
    ]
    return written(head, rows)


def worksheet(marks: Marks, template: Path, chapter: str) -> tuple[str, list[str]]:
    """Return the grading worksheet that Moodle has given out, with grades and what was found.

    The second value are students of ours who are not in it.

    Raises:
        UsageError: if it is no such worksheet.
    """
    rows = [row for _, row in read_table(template)]
    head = list(rows[0]) if rows else []
    if IDENTIFIER not in head or GRADE not in head:
        raise UsageError(
            f"{template} has no columns {IDENTIFIER} and {GRADE}: take «Download grading "
            "worksheet» in Moodle's assignment, with offline grading on and in English"
        )
    sheet, found = marks.sheet(chapter), set()
    for row in rows:
        number = _NUMBER.search(row[IDENTIFIER])
        names = (row.get(name, "") for name in ("ID number", "Email address", "Full name"))
        student = sheet.owner(number[1] if number else "", *names)
        found.add(student)
        if not student or row.get(CHANGEABLE, "").lower() == "no":
            continue
        if score := sheet.out_of(student, row.get(MAXIMUM, "")):
            row[GRADE] = score
        result = sheet.results.get(student)
        if result and COMMENT in row and not row[COMMENT]:
            row[COMMENT] = guarded(result.summary)
    ours = {each.student for each in marks.results if each.chapter == chapter}
    return written(head, rows), sorted(ours - {str(each) for each in found})


def feedback_zip(marks: Marks, out: Path, chapter: str, path: Path) -> tuple[int, list[str]]:
    """Write a zip with each student's feedback where their hand-in lay.

    Return how many there are, and who has none of their own: mates of who has handed in.

    The folders have the names of the download, by which Moodle and Canvas give each page to its
    student; without one it is the student's own.
    """
    pages: dict[str, bytes] = {}
    left_out = []
    for result in sorted(marks.results, key=lambda each: not _is_owner(marks, each)):
        page = folder_of(out, result.chapter, result.student) / "feedback.html"
        if result.chapter == chapter and page.exists():
            place = _place((result.origin or result.student).replace("\\", "_"))
            if place in pages:  # a group has handed in once: the page there is that of who did
                left_out.append(result.student)
            pages.setdefault(place, page.read_bytes())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in pages.items():
            archive.writestr(name, data)
    write_atomic(path, packed.getvalue())
    return len(pages), left_out


def _is_owner(marks: Marks, result: Result) -> bool:
    """Return whether the name that a hand-in came with is that of its student."""
    said = read_name(result.origin, is_folder=True)
    person = marks.book.roster.find(said.student, said.number)
    return person is not None and person.id == result.student


def _place(origin: str) -> str:
    """Return where the feedback on what came with this name belongs."""
    stem, _, ending = origin.rpartition(".")
    is_file = stem and ending in ("py", "ipynb", "zip")
    return f"{stem}.html" if is_file else f"{origin}/feedback.html"
