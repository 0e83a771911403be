"""Hand-ins and the roster together: whose each is, who handed in nothing, who is unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from autograder.errors import UsageError
from autograder.grading.results import Result
from autograder.instructor.classes.arranged import PassedOver
from autograder.instructor.classes.collection import OLDER, Collection, HandedIn
from autograder.instructor.classes.names import read_name
from autograder.instructor.people.roster import Person, Roster
from autograder.instructor.people.tables import Tables

Names = Mapping[str, tuple[Person, ...]]  # people by chapter


@dataclass(frozen=True)
class Enrolment:
    """What the roster says of a collection."""

    strangers: Mapping[str, str] = field(default_factory=dict)  # the id that may be meant, by name
    missing: Names = field(default_factory=dict)  # who handed in nothing
    unsure: Names = field(default_factory=dict)  # who may have: nobody gets a 0 for it

    def settled(self, results: Iterable[Result], gone: Mapping[str, Set[str]]) -> Enrolment:
        """Return the same, but of whom there is a result already nobody is missing.

        Who is gone, by chapter, had a result and has no hand-in any more: that is no 0. And while
        there are strangers, anybody's may be theirs.
        """
        there = {(each.chapter, each.student) for each in results}
        missing: dict[str, tuple[Person, ...]] = {}
        unsure: dict[str, tuple[Person, ...]] = {}
        for chapter in self.missing.keys() | self.unsure.keys():
            absent = [p for p in self.missing.get(chapter, ()) if (chapter, p.id) not in there]
            doubted = [p for p in self.unsure.get(chapter, ()) if (chapter, p.id) not in there]
            lost = gone.get(chapter, frozenset())
            doubted += [p for p in absent if p.id in lost or self.strangers]
            unsure[chapter] = tuple(doubted)
            missing[chapter] = tuple(person for person in absent if person not in doubted)
        return replace(self, missing=missing, unsure=unsure)


def enrol(found: Collection, tables: Tables) -> Enrolment:
    """Give each hand-in its student of the roster, and each member of a group the group's.

    `found` is changed, by the tables' pattern first. Of several hand-ins of one student, or of one
    group, the newest counts, and the others are passed over by name. Who is not in the roster keeps
    the name and is graded all the same: nothing is lost by a slip in a table.
    """
    if tables.pattern:
        rename(found, tables.pattern)
    roster = tables.roster
    if not roster:
        return Enrolment()
    strangers: dict[str, str] = {}
    owned: dict[tuple[str, tuple[str, ...]], list[HandedIn]] = defaultdict(list)
    for entry in found.entries:
        person = roster.find(entry.student, entry.named.number)
        if person is None:
            entry = _as_a_stranger(entry, roster)
            strangers[entry.student] = roster.nearest(entry.student)
        # A hand-in is its group's: the people who own it, or a name that is nobody's.
        ids = (each.id for each in roster.mates(person)) if person else ("?", entry.student)
        owner = tuple(ids)
        owned[entry.chapter, owner].append(entry)
    found.entries = [
        given
        for (_, owner), entries in owned.items()
        for given in _handed_to(_newest(entries, found), owner)
    ]
    found.entries.sort(key=lambda entry: (entry.student, entry.chapter))
    doubted, absent = _doubted(found, tables, strangers), _absent(found, roster)
    return Enrolment(
        strangers,
        {name: tuple(p for p in people if p not in doubted) for name, people in absent.items()},
        {name: tuple(p for p in people if p in doubted) for name, people in absent.items()},
    )


def rename(found: Collection, pattern: str) -> None:
    """Take each hand-in's student from the name of its file or folder, by a regular expression.

    The expression has a group called `student`; names that do not match it stay as they are. Of
    several hand-ins of one student the newest counts.

    Raises:
        UsageError: if it is no such expression.
    """
    try:
        wanted = re.compile(pattern)
    except re.error as error:
        raise UsageError(f"--pattern is no regular expression: {error}") from None
    if "student" not in wanted.groupindex:
        raise UsageError("--pattern needs a group for the student, as in 'hw1-(?P<student>.+)'")
    owned: dict[tuple[str, str], list[HandedIn]] = defaultdict(list)
    for entry in found.entries:
        match = wanted.fullmatch(entry.origin)
        student = (match["student"] if match else "") or entry.student
        owned[entry.chapter, student].append(replace(entry, student=student))
    found.entries = [_newest(entries, found) for entries in owned.values()]
    found.entries.sort(key=lambda entry: (entry.student, entry.chapter))


def _newest(entries: Sequence[HandedIn], found: Collection) -> HandedIn:
    """Return the newest of what one student, or one group, has handed in; pass the others over."""
    newest, *older = sorted(entries, key=_age)
    found.passed_over += [_older(each, newest) for each in older]
    return newest


def _handed_to(entry: HandedIn, owner: Sequence[str]) -> list[HandedIn]:
    """Return a hand-in for each of its people, or as it is where nobody is known."""
    return [entry] if owner[0] == "?" else [replace(entry, student=each) for each in owner]


def _as_a_stranger(entry: HandedIn, roster: Roster) -> HandedIn:
    """Return a hand-in that is nobody's under a name that is nobody's either."""
    if entry.student not in roster.by_id:
        return entry
    return replace(entry, student=f"{entry.student} ({entry.named.number or 'unknown'})")


def _age(entry: HandedIn) -> tuple[float, str]:
    return -entry.age, entry.origin


def _older(entry: HandedIn, newest: HandedIn) -> PassedOver:
    reason = f"is not newer than {newest.origin}, of the same student or group: that one is graded"
    return PassedOver(entry.student, entry.origin or entry.chapter, reason, is_doubt=False)


def _absent(found: Collection, roster: Roster) -> Names:
    """Return who has no hand-in, by chapter."""
    there: dict[str, set[str]] = defaultdict(set)
    for entry in found.entries:
        there[entry.chapter].add(entry.student)
    return {
        chapter: tuple(person for person in roster.people if person.id not in ids)
        for chapter, ids in sorted(there.items())
    }


def _doubted(found: Collection, tables: Tables, strangers: dict[str, str]) -> set[Person]:
    """Return of whom something was passed over; who of these is unknown joins the strangers."""
    people = set()
    for each in found.passed_over:
        if not each.is_doubt or each.reason == OLDER:
            continue
        name = each.student or each.path.rpartition("/")[2]
        said = read_name(name, is_folder=bool(each.student))
        match = re.fullmatch(tables.pattern, name) if tables.pattern else None
        student = match["student"] if match else said.student
        if person := tables.roster.find(student, said.number):
            people.update(tables.roster.mates(person))
        elif each.student:
            strangers[each.student] = tables.roster.nearest(student)
    return people
