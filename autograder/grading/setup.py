"""Puts an examination together from the files of a chapter."""

from __future__ import annotations

import functools
import importlib.util
import sys
import types
from pathlib import Path

from autograder import chapters
from autograder.chapters import RECORDED, Chapter, read_text
from autograder.errors import CourseError, UsageError, WireError
from autograder.grading import misconceptions, packages, recorded
from autograder.grading.connection import Connections
from autograder.grading.examination import Examination, Key
from autograder.grading.intake import read_submission
from autograder.sandbox import heavy
from autograder.sandbox.calls import signature
from autograder.sandbox.isolation import make_launchers
from autograder.sandbox.loading import Cell, Source


def examination_for(folder: Path, file: str | None, isolation: str | None) -> Examination:
    """Return the examination for the tests in `folder`: graders, checks, or checks of a solution.

    Raises:
        UsageError: if graders are run without a submission.
    """
    chapter = chapters.find_chapter(chapters.find_root(folder), folder.name)
    if folder == chapter.graders.parent:
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


def public_key(chapter: Chapter) -> Key:
    """Return what public checks compare with: the form that is wanted, and recorded mistakes.

    Raises:
        CourseError: if the generated folder is damaged.
    """
    path = chapter.exercises_folder / RECORDED
    if not path.exists():
        return Key(wanted_signatures(chapter))
    try:
        mistakes = recorded.from_json(read_text(path))
    except (ValueError, KeyError, TypeError, WireError) as error:
        raise CourseError(f"{path} is damaged ({error}): run `autograder build`") from None
    return Key(wanted_signatures(chapter), recorded=mistakes)


def own_source(path: Path, module: str) -> Source:
    """Return a learner's own file under its full path, so that a debugger finds its lines."""
    return Source(module, (Cell(str(path), path.read_text(encoding="utf-8-sig")),))


def wanted_signatures(chapter: Chapter) -> dict[str, list[list[str | None]]]:
    """Return the parameters of every exercise: from the solution, or from the generated folder."""
    if chapter.solution.exists():
        return dict(answer_key(chapter).signatures)
    return {name: entry["signature"] for name, entry in chapter.contents["exercises"].items()}


@functools.lru_cache
def answer_key(chapter: Chapter) -> Key:
    """Return the reference, its signatures and the misconceptions of a chapter."""
    reference = load_module(chapter.solution, f"reference_{chapter.name}")
    known = chapter.misconceptions
    wrong = load_module(known, f"misconceptions_{chapter.name}") if known.exists() else None
    return Key(
        packages=packages_of(chapter),
        signatures={name: signature(getattr(reference, name)) for name in chapter.exercises},
        reference=reference,
        misconceptions=misconceptions.collect(wrong) if wrong else (),
    )


def packages_of(chapter: Chapter) -> dict[str, tuple[str, ...]]:
    """Return the packages that each exercise's worker may import; {} without the solution."""
    if not chapter.solution.exists():
        return {}
    return packages.needed(read_text(chapter.solution), chapter.exercises)


def reference_for(file: str) -> types.ModuleType:
    """Return the solutions module of the chapter that a grader's or misconception's file is of."""
    folder = Path(file).parent
    chapter = chapters.find_chapter(chapters.find_root(folder), folder.name)
    return load_module(chapter.solution, f"reference_{chapter.name}")


def load_module(path: Path, name: str) -> types.ModuleType:
    """Return the module in a file of the author's.

    Raises:
        CourseError: if it cannot be imported.
    """
    heavy.install()  # a grading process hardly ever needs Keras itself: its workers do
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        raise CourseError(f"{path} is missing: write it, or run `autograder new`")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise CourseError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
    return module
