"""Packs a learner's answers as they are handed in, after a look at what is in them.

The zip holds `<student>/<chapter>/<topic>.py` or `.ipynb`, the layout that `autograder grade`
reads.
"""

from __future__ import annotations

import ast
import importlib.util
import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.chapters import Chapter
from autograder.errors import SubmissionError, UsageError
from autograder.grading.intake import SUFFIXES, make_source, read_regular
from autograder.learner.trial import Trial, try_running
from autograder.learner.workfile import WorkFile
from autograder.sandbox.worker.limits import KERAS
from autograder.sandbox.worker.loading import Source, without_magics

SECONDS = {".py": 60.0, ".ipynb": 300.0}  # to run; a notebook trains what its lesson trains


@dataclass(frozen=True)
class Candidate:
    """A file that could be handed in for a chapter."""

    chapter: Chapter
    name: str
    data: bytes
    source: Source

    @cached_property
    def _cells(self) -> list[list[ast.stmt] | None]:
        """The statements of each cell; None for one that is not Python."""
        return [_statements(cell.text) for cell in self.source.cells]

    @cached_property
    def work(self) -> WorkFile:
        """All cells as one text."""
        texts = (without_magics(cell.text) for cell in self.source.cells)
        return WorkFile(self.chapter.exercises_folder / self.name, "\n".join(texts))

    @cached_property
    def unwritten(self) -> tuple[str, ...]:
        """The exercises that are still stubs, or that the file does not define."""
        nodes = [node for cell in self._cells for node in cell or ()]
        found = {node.name: node for node in nodes if isinstance(node, _DEFINITIONS)}
        wanted = self.chapter.contents["exercises"]
        return tuple(n for n in wanted if n not in found or _is_stub(found[n], self.chapter))

    @property
    def worked_on(self) -> bool:
        """Whether anything is written in the file, be it Python or not."""
        all_stubs = len(self.unwritten) == len(self.chapter.contents["exercises"])
        return not all_stubs or None in self._cells


@dataclass(frozen=True)
class Packed:
    """A zip that was written: which file is in it, and what is not yet written there."""

    path: Path
    name: str
    unwritten: tuple[str, ...]
    left_out: tuple[str, ...] = ()  # other files of the chapter that were worked on
    errors: tuple[str, ...] = ()  # what stopped single cells of a notebook
    failing: tuple[str, ...] | None = None  # written, and not every check passes; None: not known
    unchecked: tuple[str, ...] = ()  # written, and they need TensorFlow, which is not installed


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _statements(text: str) -> list[ast.stmt] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an escape in a string that means nothing
        try:
            return ast.parse(without_magics(text)).body
        except (SyntaxError, ValueError):
            return None


def _is_stub(node: ast.stmt, chapter: Chapter) -> bool:
    """Return whether a definition still raises the error that it was given out with."""
    label = re.compile(rf"{chapter.number}\.\d+ ")
    return any(
        isinstance(part, ast.Raise)
        and isinstance(part.exc, ast.Call)
        and isinstance(part.exc.func, ast.Name)
        and part.exc.func.id == "NotImplementedError"
        and any(isinstance(a, ast.Constant) and label.match(str(a.value)) for a in part.exc.args)
        for part in ast.walk(node)
    )


def candidates(chapter: Chapter) -> tuple[Candidate, ...]:
    """Return the chapter's files that could be handed in.

    Raises:
        SubmissionError: if one of them is a link, too large, or no text.
    """
    names = [f"{chapter.module}{suffix}" for suffix in SUFFIXES]
    folder = chapter.exercises_folder
    return tuple(
        read_candidate(chapter, folder / name)
        for name in names
        if (folder / name).exists() or (folder / name).is_symlink()
    )


def read_candidate(chapter: Chapter, path: Path) -> Candidate:
    """Return a file as it would be handed in.

    Raises:
        SubmissionError: if it is a link, too large, or neither a Python file nor a notebook.
    """
    if path.is_symlink():  # not every system can refuse one while it opens a file
        raise SubmissionError(f"{path.name} is a link: hand in the file itself.")
    data = read_regular(path.name, path.parent)
    return Candidate(chapter, path.name, data, make_source(path.name, data, chapter.module))


def choose(chapter: Chapter) -> Candidate:
    """Return the file of a chapter that was worked on.

    Raises:
        UsageError: if nothing is written yet, or both a file and a notebook were worked on.
        SubmissionError: if a file cannot be handed in.
    """
    found = candidates(chapter)
    worked_on = [each for each in found if each.worked_on]
    if len(worked_on) == 1:
        return worked_on[0]
    names = " and ".join(each.name for each in worked_on or found)
    if not worked_on:
        held = f": {names} hold the empty exercises" if found else ""
        raise UsageError(f"nothing is written in {chapter.name} yet{held}")
    listed = " or ".join(f"--file {each.name}" for each in worked_on)
    raise UsageError(f"{names} of {chapter.name} were both worked on: add {listed}")


def pack(
    candidate: Candidate, student: str, out: Path, *, seconds: float = 0.0, force: bool = False
) -> Packed:
    """Try a file, then write it to `out` in a zip; with `force` although it may not run.

    Raises:
        SubmissionError: if it does not run to its end; nothing is written then.
    """
    chapter = candidate.chapter
    suffix = Path(candidate.name).suffix
    seconds = seconds or SECONDS[suffix]
    trial = Trial() if force else try_running(candidate.source, seconds, chapter)
    if trial.stopped:
        raise SubmissionError(
            f"{candidate.name} does not run to its end, so nothing was packed.\n  {trial.stopped}\n"
            "Mend it, or hand it in as it is with --force."
        )
    left_out = _other_work(candidate)
    path = out / f"submission-{student}-{chapter.name}.zip"
    write_atomic(path, _zip(f"{student}/{chapter.name}/{chapter.module}{suffix}", candidate.data))
    packed = Packed(path, candidate.name, candidate.unwritten, left_out, trial.errors)
    return packed if trial.passing is None else _with_checks(packed, candidate, trial.passing)


def _with_checks(packed: Packed, candidate: Candidate, passing: tuple[str, ...]) -> Packed:
    """Add what of the exercises that are written does not pass, or cannot be checked here."""
    known = {*passing, *candidate.unwritten}
    rest = [name for name in candidate.chapter.contents["exercises"] if name not in known]
    has_keras = all(importlib.util.find_spec(name) for name in KERAS)
    unchecked = [] if has_keras else [name for name in rest if candidate.work.is_heavy(name)]
    failing = tuple(name for name in rest if name not in unchecked)
    return replace(packed, failing=failing, unchecked=tuple(unchecked))


def _other_work(candidate: Candidate) -> tuple[str, ...]:
    """Return the other file of the chapter, if it was worked on."""
    try:
        others = [each for each in candidates(candidate.chapter) if each.name != candidate.name]
    except SubmissionError:  # it cannot be read, and is not what is handed in
        return ()
    return tuple(each.name for each in others if each.worked_on)


def _zip(member: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()


def begun(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Return the chapters in which something is written."""
    return [each for each in chapters if any(c.worked_on for c in candidates(each))]
