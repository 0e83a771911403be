"""What an instructor says of a class in tables: the roster and the deadlines, kept with --out.

A copy of each lies in the out folder: later commands find it there and need not be told again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.instructor.people.deadlines import Deadlines, read_deadlines
from autograder.instructor.people.roster import Roster
from autograder.instructor.people.rosterfile import read_roster

ROSTER, DEADLINES, PATTERN = "roster.csv", "deadlines.toml", "pattern.txt"


@dataclass(frozen=True)
class Tables:
    """A class's roster and deadlines; both are empty where nobody gave any."""

    roster: Roster = field(default_factory=Roster)
    deadlines: Deadlines = field(default_factory=Deadlines)
    given: Sequence[tuple[str, bytes]] = ()  # names and texts of those to be kept
    pattern: str = ""  # by which names of files and folders say whose they are

    def keep(self, out: Path) -> None:
        """Write what was given into `out`, for the next command."""
        for name, data in self.given:
            write_atomic(out / name, data)


def read_tables(
    out: Path,
    chapters: Sequence[str],
    roster: Path | None = None,
    deadlines: Path | None = None,
    pattern: str = "",
) -> Tables:
    """Return the tables that are given, or else those that an earlier command has kept in `out`.

    Raises:
        UsageError: if one of them cannot be read, or has a fault.
    """
    people, dates = _found(out, roster, ROSTER), _found(out, deadlines, DEADLINES)
    found = Tables(
        read_roster(people) if people else Roster(),
        read_deadlines(dates, chapters) if dates else Deadlines(),
    )
    known = found.deadlines
    if found.roster and dates:
        known = known.known_by(found.roster, dates)
    given = [(ROSTER, roster), (DEADLINES, deadlines)]
    kept = [(name, path.read_bytes()) for name, path in given if path is not None]
    if pattern:
        kept.append((PATTERN, pattern.encode()))
    elif (out / PATTERN).exists():
        pattern = (out / PATTERN).read_text(encoding="utf-8")
    return Tables(found.roster, known, kept, pattern)


def _found(out: Path, given: Path | None, name: str) -> Path | None:
    kept = out / name
    return given or (kept if kept.exists() else None)
