"""class.json: who is in each chapter as it was graded last, for the commands that come behind.

Results of earlier runs stay where they are. Which of them count, and who handed in nothing, is what
the last run over the whole class says; a run over a part of it adds to that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.grading.results import Result
from autograder.instructor.classes.collection import Collection
from autograder.instructor.classes.gradebook import write_passed_over
from autograder.instructor.people.enrolment import Enrolment

NAME = "class.json"


@dataclass(frozen=True)
class ClassList:
    """Who is in one chapter, and who handed in nothing; empty where no run has said it."""

    students: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()


def write_class(out: Path, found: Collection, enrolment: Enrolment, *, in_part: bool) -> None:
    """Write who was in this run; what was passed over is that of the last whole one."""
    known = dict(_read(out))
    for chapter in sorted({entry.chapter for entry in found.entries}):
        students = {entry.student for entry in found.entries if entry.chapter == chapter}
        missing = {person.id for person in enrolment.missing.get(chapter, ())}
        if in_part and chapter in known:
            missing = set(known[chapter]["missing"]) - students
            students |= set(known[chapter]["students"])
        # While a hand-in is nobody's it may be anybody's: then nobody is known to be missing.
        sure = set() if enrolment.strangers else missing
        known[chapter] = {"students": sorted(students), "missing": sorted(sure)}
    write_atomic(out / NAME, json.dumps(known, indent=1, ensure_ascii=False) + "\n")
    if not in_part:
        write_passed_over(found.passed_over, out)


def read_class(out: Path) -> dict[str, ClassList]:
    """Return who is in each chapter, as far as any run has said it."""
    return {
        chapter: ClassList(frozenset(each["students"]), frozenset(each["missing"]))
        for chapter, each in _read(out).items()
    }


def current(out: Path, results: Iterable[Result]) -> list[Result]:
    """Return those results that count: of students who were in the last run over the class."""
    known = read_class(out)
    return [
        each
        for each in results
        if each.chapter not in known or each.student in known[each.chapter].students
    ]


def _read(out: Path) -> Mapping[str, Mapping[str, list[str]]]:
    try:
        said = json.loads((out / NAME).read_text(encoding="utf-8"))
        return {str(name): {key: list(each[key]) for key in ("students", "missing")}
                for name, each in said.items()}  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
