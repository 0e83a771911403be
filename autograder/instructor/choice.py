"""Which of the files that a student handed in is graded."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from autograder.chapters import Chapter
from autograder.errors import SubmissionError
from autograder.grading import intake
from autograder.instructor.collection import HandedIn
from autograder.sandbox.loading import Source


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

    That is `<topic>.py` or `<topic>.ipynb`. Of both, the one that was worked on; then the .py.
    A single file of another name is taken as it is. Nothing that can be told apart is lost.
    """
    if handed.fault:
        return Choice(refusal=handed.fault, suspicious=True)
    wanted = [f"{chapter.module}.py", f"{chapter.module}.ipynb"]
    exact = [name for name in wanted if name in handed.names]
    others = [name for name in handed.names if _could_be(name) and name not in wanted]
    if not exact and not others:
        both = " or ".join(wanted)
        return Choice(refusal=f"Nothing was handed in: expected {both} in {chapter.name}.")
    if not exact and len(others) > 1:
        listed = ", ".join(others[:5])
        refusal = f"{wanted[0]} is missing, and several files could stand for it: {listed}."
        return Choice(refusal=refusal, suspicious=True)
    readings = [_read(handed, chapter, name) for name in exact or others]
    return _best(readings, chapter, renamed=not exact)


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


def _best(readings: list[Choice], chapter: Chapter, *, renamed: bool) -> Choice:
    """Return the reading to grade, with a note where another one was passed over."""
    usable = [reading for reading in readings if reading.source] or readings
    worked_on = [reading for reading in usable if not _untouched(reading, chapter)] or usable
    best, *rest = worked_on
    notes = [f"{best.name} was graded as {chapter.module}.py"] if renamed else []
    notes += [f"{other.name} was handed in too and not graded" for other in rest]
    return Choice(best.name, best.data, best.source, best.refusal, best.suspicious, tuple(notes))


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
