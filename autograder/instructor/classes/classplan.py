"""What is known of a class before anything is graded: whose, which part, and what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.results import Result
from autograder.instructor.classes.classlist import as_known, current, gone_from
from autograder.instructor.classes.collection import Collection
from autograder.instructor.classes.concern import Concern
from autograder.instructor.classes.storage import stored_results
from autograder.instructor.people.enrolment import Enrolment, enrol
from autograder.instructor.people.roster import Roster
from autograder.instructor.people.tables import Tables


@dataclass(frozen=True)
class Wanted:
    """Which part of a class is graded: students by name, those concerned, or one file's."""

    students: Sequence[str] = ()
    concern: Concern | None = None
    is_one: bool = False


@dataclass(frozen=True)
class ClassPlan:
    """What is known before anything is graded."""

    found: Collection
    enrolment: Enrolment
    others: Sequence[Result]  # stored ones that count, of all that is not graded now
    earlier: Sequence[Result]  # those of them that stand beside the new ones
    gone: Mapping[str, Set[str]]
    in_part: bool


def planned(out: Path, found: Collection, tables: Tables, wanted: Wanted) -> ClassPlan:
    """Say whose each hand-in is, keep those that are wanted, and look what there is already."""
    enrolment = enrol(found, tables)
    in_part = _narrow(found, out, wanted, tables.roster) or wanted.is_one
    stored = stored_results(out)
    others, earlier = _counting(current(out, stored), found, in_part)
    gone = {} if in_part else gone_from(out, found, stored)
    if in_part:  # who handed in nothing, the last run over the whole class has found
        enrolment = as_known(out, enrolment, tables.roster, found)
    return ClassPlan(found, enrolment.settled(earlier, gone), others, earlier, gone, in_part)


def _narrow(found: Collection, out: Path, wanted: Wanted, roster: Roster) -> bool:
    """Keep the hand-ins of those who are named or concerned; return whether any were."""
    if wanted.students:
        _keep_students(found, wanted.students, roster)
    if wanted.concern:
        wanted.concern.keep(found, current(out, stored_results(out)), roster)
    return bool(wanted.students or wanted.concern)


def _keep_students(found: Collection, students: Sequence[str], roster: Roster) -> None:
    """Keep those who are named, by any name that the roster knows, and their groups."""
    wanted: set[str] = set()
    for name in students:
        person = roster.find(name)
        wanted |= {each.id for each in roster.mates(person)} if person else {name}
    found.entries = [entry for entry in found.entries if entry.student in wanted]
    found.passed_over = [each for each in found.passed_over if each.student in wanted]
    there = {entry.student for entry in found.entries}
    if missing := sorted(wanted - there):
        raise UsageError(f"nothing was handed in by {', '.join(missing)}: is the name right?")


def _counting(
    stored: Sequence[Result], found: Collection, in_part: bool
) -> tuple[list[Result], list[Result]]:
    """Return the stored results of all that is not graded now, and those that are still shown.

    Of a class that is graded as a whole, what is not there any more is shown no longer.
    """
    again = {(entry.chapter, entry.student) for entry in found.entries}
    others = [each for each in stored if (each.chapter, each.student) not in again]
    chapters = {entry.chapter for entry in found.entries}
    return others, [each for each in others if in_part or each.chapter not in chapters]
