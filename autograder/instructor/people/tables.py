"""What an instructor says of a class in tables: roster, deadlines, comments, kept with --out.

A copy of each lies in the out folder: later commands find it there and need not be told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.chapters import Chapter
from autograder.grading.remarks import Remark
from autograder.grading.results import Result
from autograder.instructor.people.comments import Comment, read_comments
from autograder.instructor.people.deadlines import Deadlines, read_deadlines
from autograder.instructor.people.roster import Roster
from autograder.instructor.people.rosterfile import read_roster

ROSTER, DEADLINES, COMMENTS = "roster.csv", "deadlines.toml", "comments.csv"
PATTERN = "pattern.txt"


@dataclass(frozen=True)
class Tables:
    """A class's roster, deadlines and comments; each is empty where nobody gave any."""

    roster: Roster = field(default_factory=Roster)
    deadlines: Deadlines = field(default_factory=Deadlines)
    given: Sequence[tuple[str, bytes]] = ()  # names and texts of those to be kept
    pattern: str = ""  # by which names of files and folders say whose they are
    comments: Sequence[Comment] = ()

    def remarks_on(self, chapter: str, student: str) -> tuple[Remark, ...]:
        """Return what a person says of a hand-in; what is still asked is said by nobody yet."""
        own = (each for each in self.comments if (each.chapter, each.student) == (chapter, student))
        return tuple(each.remark for each in own if not each.is_open)

    def unheard(self, results: Iterable[Result]) -> list[Comment]:
        """Return the comments on what there is no result of: they count nowhere."""
        there = {(each.chapter, each.student) for each in results}
        return [each for each in self.comments if (each.chapter, each.student) not in there]

    @property
    def requests(self) -> list[Comment]:
        """The comments that somebody must still answer."""
        return [each for each in self.comments if each.is_open]

    def keep(self, out: Path) -> None:
        """Write what was given into `out`, for the next command."""
        for name, data in self.given:
            write_atomic(out / name, data)


@dataclass(frozen=True)
class TableFiles:
    """What a command was given: files, or nothing where the kept ones shall do."""

    roster: Path | None = None
    deadlines: Path | None = None
    comments: Path | None = None
    pattern: str = ""


NOTHING = TableFiles()


def read_tables(out: Path, chapters: Sequence[Chapter], given: TableFiles = NOTHING) -> Tables:
    """Return the tables that are given, or else those that an earlier command has kept in `out`.

    Raises:
        UsageError: if one of them cannot be read, or has a fault.
    """
    files = {ROSTER: given.roster, DEADLINES: given.deadlines, COMMENTS: given.comments}
    there = {name: _found(out, path, name) for name, path in files.items()}
    people = read_roster(place) if (place := there[ROSTER]) else Roster()
    dates = Deadlines()
    said: Sequence[Comment] = ()
    if place := there[DEADLINES]:
        dates = read_deadlines(place, [each.name for each in chapters])
        dates = dates.known_by(people, place) if people else dates
    if place := there[COMMENTS]:
        said = read_comments(place, {each.name: each.exercises for each in chapters}, people)
    kept = [(name, path.read_bytes()) for name, path in files.items() if path is not None]
    pattern = given.pattern or _kept_pattern(out)
    kept += [(PATTERN, given.pattern.encode())] if given.pattern else []
    return Tables(people, dates, kept, pattern, said)


def _kept_pattern(out: Path) -> str:
    path = out / PATTERN
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _found(out: Path, given: Path | None, name: str) -> Path | None:
    kept = out / name
    return given or (kept if kept.exists() else None)
