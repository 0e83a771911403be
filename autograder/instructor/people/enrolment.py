"""Hand-ins and the roster together: whose each is, who handed in nothing, who is unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.instructor.classes.collection import Collection, HandedIn
from autograder.instructor.classes.layout import PassedOver
from autograder.instructor.people.roster import Person, Roster


@dataclass(frozen=True)
class Enrolment:
    """What the roster says of a collection."""

    strangers: Mapping[str, str] = field(default_factory=dict)  # the id that may be meant, by name
    missing: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)  # by chapter


def enrol(found: Collection, roster: Roster) -> Enrolment:
    """Give each hand-in its student of the roster, and each member of a group the group's.

    `found` is changed: of several hand-ins of one student, or of one group, the newest counts, and
    the others are passed over by name. Who is not in the roster keeps the name and is graded all
    the same: nothing is lost by a slip in a table.
    """
    strangers: dict[str, str] = {}
    owned: dict[tuple[str, str], list[HandedIn]] = defaultdict(list)
    for entry in found.entries:
        person = roster.find(entry.student, entry.number)
        if person is None:
            strangers[entry.student] = roster.nearest(entry.student)
        owner = _owner(person) if person else f"? {entry.student}"
        owned[entry.chapter, owner].append(entry)
    found.entries = []
    for (_, owner), entries in owned.items():
        newest, *older = sorted(entries, key=_age)
        people = _people(roster, owner)
        found.entries += [replace(newest, student=person.id) for person in people] or [newest]
        found.passed_over += [_older(each, newest) for each in older]
    found.entries.sort(key=lambda entry: (entry.student, entry.chapter))
    return Enrolment(strangers, _missing(found.entries, roster))


def _owner(person: Person) -> str:
    """Return a name for a person's group, or for the person alone."""
    return f"group {person.group}" if person.group else f"person {person.id}"


def _people(roster: Roster, owner: str) -> Sequence[Person]:
    kind, _, name = owner.partition(" ")
    if kind == "group":
        return roster.groups[name]
    return [roster.by_id[name]] if kind == "person" else []


def _age(entry: HandedIn) -> tuple[float, str]:
    return -max(entry.times.values(), default=0.0), entry.origin


def _older(entry: HandedIn, newest: HandedIn) -> PassedOver:
    reason = f"is older than {newest.origin}, of the same student or group: that one is graded"
    return PassedOver(entry.student, entry.origin or entry.chapter, reason)


def _missing(entries: Iterable[HandedIn], roster: Roster) -> dict[str, tuple[Person, ...]]:
    there: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        there[entry.chapter].add(entry.student)
    return {
        chapter: tuple(person for person in roster.people if person.id not in ids)
        for chapter, ids in sorted(there.items())
    }
