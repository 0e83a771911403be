"""What a class handed in: a folder in nbgrader's layout, a flat folder, one file, or zips of these.

Nothing is followed, extracted or executed: names are listed, and the bytes of one file a student
are read. Everything is accounted for: it is a hand-in, or it is passed over with a reason.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from autograder.chapters import Chapter
from autograder.errors import SubmissionError, UsageError
from autograder.grading.intake import SUFFIXES
from autograder.instructor.classes.arranged import Arranged, PassedOver
from autograder.instructor.classes.layout import by_chapter, by_student
from autograder.instructor.classes.members import Member, folder_members, single_member, zip_members
from autograder.instructor.classes.names import Named, read_name
from autograder.instructor.classes.packed import unpacked
from autograder.instructor.classes.submitters import named_by_submitters

OLDER = "is older than what was handed in last"
STAMP = "timestamp.txt"  # nbgrader writes it beside what was handed in


@dataclass(frozen=True)
class HandedIn:
    """The files of one student for one chapter: their names, and a way to read one."""

    student: str
    chapter: str
    names: tuple[str, ...]
    read: Callable[[str], bytes]  # raises SubmissionError
    fault: str = ""  # why the folder itself cannot be taken
    times: Mapping[str, float] = field(default_factory=dict)
    origin: str = ""  # the name of the file or folder that says whose it is, as a system gave it
    is_stamped: bool = False  # whether nbgrader has collected it: then its stamp is to be believed

    @property
    def named(self) -> Named:
        """What a learning management system has put into that name."""
        return read_name(self.origin, is_folder=True)

    def moment(self, name: str) -> str:
        """Return when a file was handed in, as ISO 8601: as a system, nbgrader, or the file says.

        A system's has no zone. Without any of these, or where it is no time, it is nothing. Nor is
        it where Canvas has named the file: it writes the time of the download into its zip.
        """
        return "" if self.named.is_of_canvas else self._last_change(name)

    def _last_change(self, name: str) -> str:
        named = self.named.moment
        stamp, time = "", self.times.get(name, 0.0)
        if self.is_stamped and STAMP in self.names:
            with contextlib.suppress(SubmissionError):
                stamp = self.read(STAMP).decode("utf-8", "replace").strip()
        for said in (named, stamp.replace(" UTC", "+00:00")):
            with contextlib.suppress(ValueError, OverflowError, OSError):
                moment = datetime.fromisoformat(said)
                moment = moment if said == named else moment.astimezone()
                return moment.isoformat(timespec="seconds")
        with contextlib.suppress(ValueError, OverflowError, OSError):
            moment = datetime.fromtimestamp(time).astimezone()
            return moment.isoformat(timespec="seconds") if time else ""
        return ""

    @property
    def age(self) -> float:
        """When the last of its files that could be graded came, as seconds since the epoch."""
        graded = [name for name in self.names if name.endswith(SUFFIXES)]
        moments = filter(None, map(self._last_change, graded))
        return max((datetime.fromisoformat(each).timestamp() for each in moments), default=0.0)


@dataclass
class Collection:
    """All that was handed in, and what was passed over."""

    entries: list[HandedIn] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


def collect(path: Path, chapters: Sequence[Chapter], only: Chapter | None) -> Collection:
    """Return what lies in `path`, for one chapter or for all.

    Raises:
        UsageError: if there is nothing to grade.
    """
    known = {chapter.name for chapter in chapters}
    members, passed_over = unpacked(named_by_submitters(_members(path)), known)
    arranged = by_chapter(members, known, is_nested=path.is_file())
    if not arranged.places and not arranged.deeper:
        if only is None:
            _require_no_single_files(path, members)
        else:
            arranged = by_student(members, only.name, only.module, path.stem)
    found = Collection(
        [_handed_in(place, files, arranged) for place, files in sorted(arranged.places.items())],
        [*passed_over, *arranged.passed_over],
    )
    if (path.parent / "nbgrader_config.py").exists():
        found.entries = [replace(entry, is_stamped=True) for entry in found.entries]
    if only:
        found.entries = [entry for entry in found.entries if entry.chapter == only.name]
    if not found.entries:
        raise UsageError(_nothing(path, only, arranged, found))
    return found


def _members(path: Path) -> list[Member]:
    if not path.exists():
        raise UsageError(f"{path} is not there: name the folder of the submissions")
    if path.is_dir():
        return list(folder_members(path))
    if path.suffix == ".zip":
        return zip_members(path)
    return [single_member(path)]


def _require_no_single_files(path: Path, members: Sequence[Member]) -> None:
    if any(m.steps[-1].endswith((".py", ".ipynb")) and not m.is_folder for m in members):
        raise UsageError(f"{path} holds single files: say which chapter with --chapter")


def _nothing(path: Path, only: Chapter | None, arranged: Arranged, found: Collection) -> str:
    """Return the sentence about what holds nothing to grade."""
    wanted = f"{path}/<student>/{only.name if only else '<chapter>'}/<file>"
    if arranged.deeper:
        return (
            f"nothing to grade in {path}: the chapters lie one folder deeper than {wanted}. "
            "Name the folder that holds the students; grade each section by itself"
        )
    hint = f" ({found.passed_over[0]})" if found.passed_over else ""
    return f"nothing to grade in {path}: expected {wanted}{hint}"


def _handed_in(
    place: tuple[str, str], files: Mapping[str, Sequence[Member]], arranged: Arranged
) -> HandedIn:
    student, chapter = place
    named = _latest(student, {name: same for name, same in files.items() if name}, arranged)
    fault = ""
    if place in arranged.blocked:
        fault = f"{chapter} is not a folder: hand in a folder of that name that holds your file."
    elif doubled := [name for name, same in named.items() if len(same) > 1]:
        fault = f"{doubled[0]} was handed in more than once in one place: hand in one of them."
    times = {name: same[0].time for name, same in named.items()}
    origin = next((same[0].origin for same in named.values()), student)
    return HandedIn(student, chapter, tuple(sorted(named)), _Reader(named), fault, times, origin)


def _latest(
    student: str, files: Mapping[str, Sequence[Member]], arranged: Arranged
) -> dict[str, Sequence[Member]]:
    """Return the files of the latest attempt, and of one name the last; pass the others over."""
    latest = max((m.attempt for same in files.values() for m in same), default="")
    kept: dict[str, Sequence[Member]] = {}
    for name, same in files.items():
        own = [member for member in same if member.attempt == latest]
        if len({member.order for member in own}) == len(own) > 1:
            own = [max(own, key=lambda member: member.order)]
        for member in same:
            if member not in own:
                arranged.pass_over(student, member, OLDER)
        if own:
            kept[name] = own
    return kept


@dataclass(frozen=True)
class _Reader:
    """Reads a file of one place by its name."""

    files: Mapping[str, Sequence[Member]]

    def __call__(self, name: str) -> bytes:
        member = self.files[name][0]
        if member.is_folder:
            raise SubmissionError(f"{name} is a folder: hand in a file of that name.")
        return member.read()
