"""Puts an examination together for plain pytest, from the files of a chapter."""

from __future__ import annotations

from pathlib import Path

from autograder import chapters
from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.intake import read_submission
from autograder.grading.key import answer_key, packages_of, public_key
from autograder.sandbox.walls.isolation import make_launchers
from autograder.sandbox.worker.loading import Cell, Source


def examination_for(folder: Path, file: str | None, isolation: str | None) -> Examination:
    """Return the examination for the tests in `folder`: graders, checks, or checks of a solution.

    Raises:
        UsageError: if graders are run without a submission.
    """
    chapter = chapters.find_chapter(chapters.find_root(folder), folder.name)
    if folder == chapter.graders:
        return _graders(chapter, file, isolation)
    return _checks(chapter, folder, file, isolation)


def _graders(chapter: Chapter, file: str | None, isolation: str | None) -> Examination:
    if file is None:
        raise UsageError("graders need a file to grade: add --submission FILE")
    source = read_submission(Path(file), chapter.module)
    key = answer_key(chapter)
    launchers = make_launchers(isolation or "sandbox")
    return Examination(Connections(launchers, source, key.packages), key)


def _checks(chapter: Chapter, folder: Path, file: str | None, isolation: str | None) -> Examination:
    own = folder / f"{chapter.module}.py"
    if file is None and isolation is None:
        source = own_source(own, chapter.module)
    else:
        source = read_submission(Path(file) if file else own, chapter.module)
    connections = Connections(make_launchers(isolation or "none"), source, packages_of(chapter))
    return Examination(connections, public_key(chapter), public=True)


def own_source(path: Path, module: str) -> Source:
    """Return a learner's own file under its full path, so that a debugger finds its lines."""
    return Source(module, (Cell(str(path), path.read_text(encoding="utf-8-sig")),))
