"""Which of the files that a student handed in is graded."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from autograder.chapters import CONTENTS, HINTS, RECORDED, Chapter
from autograder.errors import SubmissionError
from autograder.grading import intake
from autograder.instructor.classes.collection import STAMP, HandedIn
from autograder.instructor.classes.names import turn, without_turn
from autograder.sandbox.worker.loading import Source

# What lies beside a submission without being one: nbgrader's own files, and those of the release.
BESIDE = {STAMP, "submission_secret.txt", CONTENTS, HINTS, RECORDED}
MOST = 8  # files of one student that are read


@dataclass(frozen=True)
class Choice:
    """The file to grade, or why there is none; notes are for the instructor."""

    name: str = ""
    data: bytes = b""
    source: Source | None = None
    refusal: str = ""
    suspicious: bool = False
    notes: tuple[str, ...] = ()


def choose(handed: HandedIn, chapter: Chapter) -> Choice:
    """Return the file of one student to grade.

    That is `<topic>.py`, `<topic>.ipynb`, or what a browser or a second hand-in makes of these
    names, as in `<topic> (1).ipynb`: of several of one kind the newest, by number, then by time;
    of a file and a notebook the one with the most exercises written. What was given out and not
    touched does not count. Files of another name count if they have one name among them.
    """
    if handed.fault:
        return Choice(refusal=handed.fault, suspicious=True)
    wanted = [f"{chapter.module}.py", f"{chapter.module}.ipynb"]
    names = [name for name in handed.names if _could_be(name)]
    own = [name for name in names if _stem(name) == chapter.module]
    if not names:
        return _nothing(handed, " or ".join(wanted))
    if not own and len({_stem(name) for name in names}) > 1:
        listed = ", ".join(names[:5])
        refusal = f"{' or '.join(wanted)} is missing, and several files could be meant: {listed}."
        return Choice(refusal=refusal, suspicious=True)
    if len(own or names) > MOST:
        refusal = f"{len(own or names)} files could be meant: hand in {wanted[0]} alone."
        return Choice(refusal=refusal, suspicious=True)
    readings = [_read(handed, chapter, name) for name in _newest_first(own or names, handed)]
    found = _best(readings, chapter)
    others = [f"{n} was handed in too and not graded" for n in names if n not in (own or names)]
    return replace(found, notes=(*found.notes, *others[:MOST], *_turned(found)))


def _turned(found: Choice) -> list[str]:
    """Return a note where cells that a stray key made text of were taken for code."""
    if found.source is None or not found.name.endswith(".ipynb"):
        return []
    cells = enumerate(intake.read_notebook(found.name, found.data), 1)
    listed = ", ".join(str(number) for number, cell in cells if cell.was_code)
    return [f"taken for code, though they are text in {found.name}: cells {listed}"] * bool(listed)


def _stem(name: str) -> str:
    return without_turn(PurePath(name).stem)


def _newest_first(names: Sequence[str], handed: HandedIn) -> list[str]:
    """Return files first, notebooks then; the newest of each first."""

    def age(name: str) -> tuple[bool, int, float]:
        return name.endswith(".ipynb"), -turn(PurePath(name).stem), -handed.times.get(name, 0.0)

    return sorted(names, key=age)


def _nothing(handed: HandedIn, wanted: str) -> Choice:
    """Return why there is nothing to grade; a person looks where something else was handed in."""
    strange = [n for n in handed.names if not n.startswith((".", "test_")) and n not in BESIDE]
    if not strange:
        return Choice(refusal=f"Nothing was handed in: expected {wanted} in {handed.chapter}.")
    listed = ", ".join(strange[:5])
    refusal = f"There is no {wanted} in {handed.chapter}, only {listed}: hand in the file itself."
    return Choice(refusal=refusal, suspicious=True)


def _could_be(name: str) -> bool:
    return name.endswith(intake.SUFFIXES) and not name.startswith((".", "test_"))


def _read(handed: HandedIn, chapter: Chapter, name: str) -> Choice:
    try:
        data = handed.read(name)
    except SubmissionError as error:
        return Choice(name, refusal=str(error), suspicious=True)
    try:
        return Choice(name, data, intake.make_source(name, data, chapter.module))
    except SubmissionError as error:
        return Choice(name, data, refusal=str(error), suspicious=True)


def _best(readings: list[Choice], chapter: Chapter) -> Choice:
    """Return the reading to grade, with a note where another one was passed over."""
    worked_on = [reading for reading in readings if not _untouched(reading, chapter)] or readings
    newest: dict[str, Choice] = {}
    for reading in worked_on:
        if _written(reading, chapter) > 0:  # one that is cut off or no text came by accident
            newest.setdefault(PurePath(reading.name).suffix, reading)
    best = max(newest.values() or worked_on, key=lambda reading: _written(reading, chapter))
    notes = []
    if PurePath(best.name).stem != chapter.module:
        notes.append(f"{best.name} was graded as {chapter.module}{PurePath(best.name).suffix}")
    rest = (other for other in worked_on if other is not best)
    notes += [f"{other.name} was handed in too and not graded" for other in rest]
    return replace(best, notes=tuple(notes))


def _written(reading: Choice, chapter: Chapter) -> int:
    """Return how many exercises are written in a file; -1 for one that cannot be read.

    Told from the text: Python's parser is not for texts of strangers, it can be made to crash.
    """
    if reading.source is None:
        return -1
    text = "\n".join(_code(reading.source))
    defined = set(re.findall(r"^[ \t]*(?:def|class)[ \t]+(\w+)", text, re.MULTILINE))
    stubs = set(re.findall(r"NotImplementedError\([\"']\d+\.\d+ (\w+)[\"']\)", text))
    return len(defined.difference(stubs).intersection(chapter.exercises))


def _untouched(reading: Choice, chapter: Chapter) -> bool:
    """Return whether a file holds the code that was given out, whatever its layout."""
    if reading.source is None:
        return False
    given = _given_out(chapter, reading.name.endswith(".ipynb"))
    return given is not None and _code(reading.source) == given


@functools.lru_cache
def _given_out(chapter: Chapter, notebook: bool) -> tuple[str, ...] | None:
    name = f"{chapter.module}{'.ipynb' if notebook else '.py'}"
    path = chapter.exercises_folder / name
    if not path.exists():
        return None
    return _code(intake.make_source(name, path.read_bytes(), chapter.module))


def _code(source: Source) -> tuple[str, ...]:
    return tuple(cell.text.strip() for cell in source.cells)
