"""class.json: who is in each chapter as it was graded last, for the commands that come behind.

Results of earlier runs stay where they are. Which of them count, and who handed in nothing, is what
the last run over the whole class says; a run over a part of it adds to that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from autograder.atomic import write_atomic
from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.grading.results import Result
from autograder.instructor.classes.collection import Collection
from autograder.instructor.classes.gradebook import write_passed_over
from autograder.instructor.people.enrolment import Enrolment
from autograder.instructor.people.roster import Person, Roster

NAME = "class.json"


@dataclass(frozen=True)
class ClassList:
    """Who is in one chapter, who handed in nothing, and of whom it is not sure."""

    students: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()


def write_class(
    out: Path,
    found: Collection,
    enrolment: Enrolment,
    earlier: Iterable[Result],
    only: Chapter | None = None,
    *,
    in_part: bool,
) -> None:
    """Write who is in each chapter of this run; `earlier` results count beside those of a part.

    What was passed over is that of the last whole run, over all chapters or over an `only` one.
    """
    known = {chapter: asdict(each) for chapter, each in read_class(out).items()}
    for chapter in {entry.chapter for entry in found.entries}:
        students = {entry.student for entry in found.entries if entry.chapter == chapter}
        if in_part:
            students |= {each.student for each in earlier if each.chapter == chapter}
        known[chapter] = {
            "students": students,
            "missing": {person.id for person in enrolment.missing.get(chapter, ())},
            "unsure": {person.id for person in enrolment.unsure.get(chapter, ())},
        }
    lists = {
        chapter: {key: sorted(names) for key, names in each.items()}
        for chapter, each in sorted(known.items())
    }
    write_atomic(out / NAME, json.dumps(lists, indent=1, ensure_ascii=False) + "\n")
    if not in_part:
        write_passed_over(found.passed_over, out / only.name if only else out)


def read_class(out: Path) -> dict[str, ClassList]:
    """Return who is in each chapter, as far as any run has said it.

    Raises:
        UsageError: if the file is damaged.
    """
    path = out / NAME
    if not path.exists():
        return {}
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        found = {str(chapter): _list_of(each) for chapter, each in said.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            f"{path} is damaged: delete it, and grade the whole class again (results are kept)"
        ) from None
    return found


def _list_of(said: Any) -> ClassList:
    names = [said[key] for key in ("students", "missing", "unsure")]
    if not all(isinstance(each, list) and all(isinstance(n, str) for n in each) for each in names):
        raise TypeError("no lists of names")
    return ClassList(*map(frozenset, names))


def current(out: Path, results: Iterable[Result]) -> list[Result]:
    """Return those results that count: of students who were in the last run over the class."""
    known = read_class(out)
    return [
        each
        for each in results
        if each.chapter not in known or each.student in known[each.chapter].students
    ]


def gone_from(out: Path, found: Collection, stored: Iterable[Result]) -> dict[str, set[str]]:
    """Return who has a result of a chapter of this run, and no hand-in any more.

    Whose hand-in is there under another name, as the roster was mended, has not gone.
    """
    known = read_class(out)
    there = {(entry.chapter, entry.student) for entry in found.entries}
    origins = {(entry.chapter, entry.origin) for entry in found.entries}
    gone: dict[str, set[str]] = {entry.chapter: set() for entry in found.entries}
    for each in stored:
        listed = known.get(each.chapter, ClassList())
        was_there = each.student in listed.students | listed.unsure
        moved = (each.chapter, each.origin) in origins
        is_lost = was_there and not moved and (each.chapter, each.student) not in there
        if is_lost and each.chapter in gone:
            gone[each.chapter].add(each.student)
    return gone


def as_known(out: Path, enrolment: Enrolment, roster: Roster, found: Collection) -> Enrolment:
    """Return who handed in nothing by the last run over the class, for a run over a part of it."""
    lists = read_class(out)
    there = {(entry.chapter, entry.student) for entry in found.entries}

    def people(chapter: str, ids: Iterable[str]) -> tuple[Person, ...]:
        known = (roster.by_id[each] for each in sorted(ids) if each in roster.by_id)
        return tuple(person for person in known if (chapter, person.id) not in there)

    missing = {name: people(name, each.missing) for name, each in lists.items()}
    unsure = {name: people(name, each.unsure) for name, each in lists.items()}
    return replace(
        enrolment,
        missing={**enrolment.missing, **missing},
        unsure={**enrolment.unsure, **unsure},
    )
