"""A course directory in which stock nbgrader commands do everything.

Each chapter gives a source notebook, with the solutions that nbgrader takes out again, and the
files that the `check` cells of the release version need.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.authoring.build import planned
from autograder.authoring.notebooks import make_notebook
from autograder.chapters import CONTENTS, RECORDED, Chapter, all_chapters, read_text
from autograder.errors import UsageError
from autograder.grading.runner import points_of

CONFIG = "nbgrader_config.py"
CONFIG_TEXT = Path(__file__).with_name("templates") / "nbgrader_config.txt"
CONFIGURED = re.compile(rb"^configure\(c\b", re.MULTILINE)


@dataclass(frozen=True)
class Change:
    """A file that `init` writes: where, and whether it replaces another one."""

    path: Path
    replaces: bool


def init(root: Path, folder: Path, *, force: bool = False) -> list[Change]:
    """Write the course directory of all chapters and return what changed.

    What lies there beside, such as submissions and the gradebook, is never touched.

    Raises:
        UsageError: if files would be replaced and `force` is not set; nothing is written then.
        CourseError: if a hand-written file of a chapter is wrong.
    """
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
            "Submissions and gradebook stay as they are: add --force to replace these files"
        )
    for change in changes:
        write_atomic(change.path, plan[change.path])
    return changes


def _plan(root: Path, folder: Path) -> dict[Path, bytes]:
    """Return every file of the course directory, the configuration last."""
    plan: dict[Path, bytes] = {}
    for chapter in all_chapters(root):
        plan |= {folder / "source" / chapter.name / n: d for n, d in _sources(chapter).items()}
    return plan | {folder / CONFIG: _config(folder / CONFIG)}


def _config(path: Path) -> bytes:
    """Return the configuration: the instructor's own, if it has what grading needs."""
    with contextlib.suppress(OSError):
        own = path.read_bytes()
        if CONFIGURED.search(own):
            return own
    return CONFIG_TEXT.read_bytes()


def _sources(chapter: Chapter) -> dict[str, bytes]:
    """Return the files of one assignment by their names."""
    built = {path.name: data for path, data in planned(chapter).items()}
    text = read_text(chapter.solution)
    return {
        f"{chapter.module}.ipynb": make_notebook(chapter, text, points_of(chapter), released=False),
        **{name: built[name] for name in (chapter.checks.name, CONTENTS, RECORDED)},
    }
