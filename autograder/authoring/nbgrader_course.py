"""A course directory in which stock nbgrader commands do everything.

Each chapter gives a source notebook, with the solutions that nbgrader takes out again, and the
files that the `check` cells of the release version need.
"""

from __future__ import annotations

import contextlib
import glob
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.authoring.build import planned
from autograder.authoring.notebooks import make_notebook
from autograder.authoring.own_cells import with_own_cells
from autograder.chapters import CONTENTS, RECORDED, Chapter, all_chapters, read_text
from autograder.errors import UsageError
from autograder.grading.runner import points_of

CONFIG = "nbgrader_config.py"
CONFIG_TEXT = Path(__file__).with_name("templates") / "nbgrader_config.txt"
CONFIG_LINES = """

# Added by `autograder nbgrader init`: submissions of this course's chapters are graded by
# `autograder grade`, in its sandbox; no kernel runs them.
from autograder.instructor.nbgrader import configure

configure(get_config())
"""
KEPT = "replaced"  # the folder with what `init` has replaced
CONFIGURED = re.compile(rb"^configure\((?:c|get_config\(\))", re.MULTILINE)


@dataclass(frozen=True)
class Change:
    """A file that `init` writes: where, and whether it replaces another one."""

    path: Path
    replaces: bool


def init(root: Path, folder: Path, *, force: bool = False) -> list[Change]:
    """Write the course directory of all chapters and return what changed.

    What lies there beside, such as submissions, the gradebook and assignments of an instructor's
    own, is never touched; settings and questions of their own stay in the files that are written
    anew, and a copy of each file that is replaced is kept in `replaced/`.

    Raises:
        UsageError: if files would be replaced and `force` is not set, or if nbgrader could not
            find its files in this folder; nothing is written then.
        CourseError: if a hand-written file of a chapter is wrong.
    """
    _require_plain(folder)
    plan = _plan(root, folder)
    changes = [
        Change(path, path.exists())
        for path, data in plan.items()
        if not path.is_file() or path.read_bytes() != data
    ]
    replaced = [change.path for change in changes if change.replaces]
    if replaced and not force:
        listed = "\n".join(f"  would replace {path.relative_to(folder)}" for path in replaced)
        raise UsageError(
            f"{folder} holds a course already, and nothing was written.\n{listed}\n"
            "Submissions and gradebook stay as they are, settings and questions of your own too:"
            f" add --force to replace these files; {KEPT}/ will have a copy of each"
        )
    _keep(replaced, folder)
    for change in changes:
        write_atomic(change.path, plan[change.path])
    return changes


def _require_plain(folder: Path) -> None:
    """Refuse a path that nbgrader would take for a pattern."""
    if glob.has_magic(str(folder)):
        raise UsageError(
            f"{folder} has one of *?[ in its path, and nbgrader, which takes that for a pattern,"
            " would find nothing there: choose another folder, or rename it"
        )


def _keep(paths: list[Path], folder: Path) -> None:
    """Copy what is to be replaced. Not beside it: nbgrader hands out what lies in `source/`."""
    moment = f"{datetime.now():%Y-%m-%d_%H-%M-%S}"
    for path in paths:
        if path.is_file():
            write_atomic(folder / KEPT / moment / path.relative_to(folder), path.read_bytes())


def _plan(root: Path, folder: Path) -> dict[Path, bytes]:
    """Return every file of the course directory, the configuration last."""
    plan: dict[Path, bytes] = {}
    for chapter in all_chapters(root):
        source = folder / "source" / chapter.name
        plan |= {source / name: data for name, data in _sources(chapter, source).items()}
    return plan | {folder / CONFIG: _config(folder / CONFIG)}


def _config(path: Path) -> bytes:
    """Return the configuration: the instructor's own, with what grading needs added to it."""
    with contextlib.suppress(OSError):
        own = path.read_bytes()
        if CONFIGURED.search(own):
            return own
        if own.strip():
            return own.rstrip() + CONFIG_LINES.encode()
    return CONFIG_TEXT.read_bytes()


def _sources(chapter: Chapter, folder: Path) -> dict[str, bytes]:
    """Return the files of one assignment by their names."""
    built = {path.name: data for path, data in planned(chapter).items()}
    text = read_text(chapter.solution)
    name = f"{chapter.module}.ipynb"
    notebook = make_notebook(chapter, text, points_of(chapter), released=False)
    with contextlib.suppress(OSError):
        notebook = with_own_cells(notebook, (folder / name).read_bytes())
    return {name: notebook, **{n: built[n] for n in (chapter.checks.name, CONTENTS, RECORDED)}}
