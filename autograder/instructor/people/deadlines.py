"""Deadlines: when a chapter is due, for whom later, and what a late hand-in costs.

Example of a `deadlines.toml`::

    timezone = "Europe/Berlin"      # of these and of a system's times; left out: this machine's
    late_days = 3                   # a student's own, over all chapters: they cost nothing

    [ch01_neuron]
    due = 2026-10-31 23:59:00
    penalty = 10                    # percent of the points earned, for each day begun
    accepted_days = 7               # after these a hand-in earns nothing; left out: no end

    [ch01_neuron.extensions]
    ada = 2026-11-05 23:59:00
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.errors import UsageError
from autograder.grading.remarks import Late
from autograder.grading.results import Result
from autograder.instructor.people.roster import Roster

DAY = 24 * 60 * 60
_TOP = {"timezone", "late_days"}
_CHAPTER = {"due", "penalty", "accepted_days", "extensions"}


@dataclass(frozen=True)
class Due:
    """When one chapter is due, and what being late costs."""

    due: datetime
    penalty: float = 0.0  # share of the points earned, for each day begun
    accepted_days: float = math.inf
    extensions: Mapping[str, datetime] = field(default_factory=dict)  # by the student's id

    def of(self, student: str) -> datetime:
        """Return when it is due for a student."""
        return self.extensions.get(student, self.due)


@dataclass(frozen=True)
class Lateness:
    """How late a hand-in is, and what of its points that takes."""

    due: datetime
    days: int = 0  # begun, after the due date
    share: float = 0.0  # of the points earned that are taken off

    @property
    def said(self) -> Late | None:
        """What a result says of it: nothing, where it was in time."""
        return Late(self.days, self.share) if self.days else None


@dataclass(frozen=True)
class Deadlines:
    """The deadlines of a course."""

    chapters: Mapping[str, Due] = field(default_factory=dict)
    late_days: int = 0
    zone: tzinfo | None = None  # of a system's times, which say none; None: this machine's

    def known_by(self, roster: Roster, place: Path) -> Deadlines:
        """Return the same with extensions by the ids of a roster, however they name people.

        Raises:
            UsageError: if one is nobody's.
        """
        chapters = {}
        for name, due in self.chapters.items():
            later = {}
            for student, moment in due.extensions.items():
                person = roster.find(student)
                if person is None:
                    near = roster.nearest(student)
                    meant = f": is {near} meant?" if near else ""
                    said = f"{student}, who is not in the roster{meant}"
                    raise UsageError(f"{place}: [{name}.extensions] has {said}")
                if person.id in later:
                    raise UsageError(f"{place}: [{name}.extensions] names {person.id} twice")
                later[person.id] = moment
            chapters[name] = replace(due, extensions=later)
        return replace(self, chapters=chapters)

    def of(self, results: Iterable[Result]) -> dict[tuple[str, str], Lateness]:
        """Return how late each hand-in is, by (chapter, student).

        A student's late days are spent in the order in which chapters were due.
        """
        dated = [each for each in results if each.chapter in self.chapters]
        dated.sort(key=lambda each: self.chapters[each.chapter].of(each.student))
        left: dict[str, int] = {}
        found = {}
        for result in dated:
            due = self.chapters[result.chapter]
            days = _days(due.of(result.student), result.handed_in, self.zone)
            costs = due.penalty and days <= due.accepted_days
            free = min(days, left.get(result.student, self.late_days)) if costs else 0
            left[result.student] = left.get(result.student, self.late_days) - free
            found[result.chapter, result.student] = _lateness(due, result.student, days, free)
        return found


def _days(due: datetime, handed_in: str, zone: tzinfo | None) -> int:
    """Return how many days after the due date have begun; a hand-in without a time is in time."""
    if not handed_in:
        return 0
    try:
        moment = datetime.fromisoformat(handed_in)
    except ValueError:  # an older result, or one that was edited: nobody is fined for it
        return 0
    if moment.tzinfo is None:  # a system's own word: it has the zone of the course
        moment = moment.replace(tzinfo=zone) if zone else moment.astimezone()
    late = moment.timestamp() - due.timestamp()  # not by the clock on the wall, which may go back
    return max(0, math.ceil(late / DAY))


def _lateness(due: Due, student: str, days: int, free: int) -> Lateness:
    share = 1.0 if days > due.accepted_days else min(1.0, (days - free) * due.penalty)
    return Lateness(due.of(student), days, share)


# Reading ------------------------------------------------------------------------------------


def read_deadlines(path: Path, known: Sequence[str]) -> Deadlines:
    """Return the deadlines in a file; `known` are the names of the chapters.

    Raises:
        UsageError: if it is no such file; names what is wrong in it.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): is the name right?") from None
    except ValueError as error:  # no TOML, or no text
        raise UsageError(f"{path} is no TOML: {error}") from None
    zone = _zone(path, said.get("timezone", ""))
    late_days = _number(path, "late_days", said.get("late_days", 0))
    if late_days != int(late_days):
        raise UsageError(f"{path}: late_days is no whole number")
    tables = {name: each for name, each in said.items() if name not in _TOP}
    for name, table in tables.items():
        if name not in known:
            raise UsageError(f"{path}: {name} is no chapter; there are {', '.join(known)}")
        if not isinstance(table, dict):
            raise UsageError(f"{path}: {name} is no table: write [{name}], and due below it")
    chapters = {name: _due(path, name, table, zone) for name, table in tables.items()}
    return Deadlines(chapters, int(late_days), zone)


def _zone(path: Path, name: Any) -> tzinfo | None:
    """Return the named time zone; None is that of this machine."""
    if not name:
        return None
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f'{path}: timezone "{name}" is none, as "Europe/Berlin" is one') from None


def _due(path: Path, chapter: str, table: Mapping[str, Any], zone: tzinfo | None) -> Due:
    if strange := sorted(set(table) - _CHAPTER):
        raise UsageError(f"{path}: [{chapter}] has no {strange[0]}; it has {', '.join(_CHAPTER)}")
    if "due" not in table:
        raise UsageError(f"{path}: [{chapter}] has no due: write due = 2026-10-31 23:59:00")
    later = table.get("extensions", {})
    if not isinstance(later, dict):
        raise UsageError(f"{path}: extensions of {chapter} are a table: [{chapter}.extensions]")
    return Due(
        due=_moment(path, f"{chapter}.due", table["due"], zone),
        penalty=_number(path, f"{chapter}.penalty", table.get("penalty", 0)) / 100,
        accepted_days=_number(path, f"{chapter}.accepted_days", table.get("accepted_days", 1e9)),
        extensions={
            student: _moment(path, f"{chapter}.extensions.{student}", each, zone)
            for student, each in later.items()
        },
    )


def _moment(path: Path, name: str, said: Any, zone: tzinfo | None) -> datetime:
    """Return a moment with its zone; a day without a time is its end."""
    if isinstance(said, str):
        try:
            kind = datetime if len(said) > len("2026-10-31") else date
            said = kind.fromisoformat(said)
        except ValueError:
            said = None
    if isinstance(said, date) and not isinstance(said, datetime):
        said = datetime.combine(said, time(23, 59, 59))
    if not isinstance(said, datetime) or not 1970 < said.year < 9000:
        raise UsageError(f"{path}: {name} is no time, as 2026-10-31 23:59:00 is one")
    if said.tzinfo is not None:
        return said
    return said.replace(tzinfo=zone) if zone else said.astimezone()


def _number(path: Path, name: str, said: Any) -> float:
    is_number = isinstance(said, (int, float)) and not isinstance(said, bool)
    if not is_number or not 0 <= said < math.inf:
        raise UsageError(f"{path}: {name} is no number from 0 on")
    return float(said)
