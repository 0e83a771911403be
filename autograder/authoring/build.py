"""The folder `exercises/`: made from solutions and lessons, and compared with them.

`exercises/.built.json` holds the digest of every file as it was built. A file that differs from
its digest was changed by hand, perhaps by somebody who works there: only `force` touches it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.authoring.chapterfile import chapter_file
from autograder.authoring.checked import require_checks
from autograder.authoring.notebooks import HOW_TO_WARM_UP, make_notebook
from autograder.authoring.recordings import recorded_mistakes
from autograder.authoring.startpage import start_notebook
from autograder.authoring.stubs import make_stub
from autograder.authoring.syllabus import syllabus
from autograder.chapters import (
    CONTENTS,
    PICTURES,
    RECORDED,
    START,
    Chapter,
    all_chapters,
    find_chapter,
    read_text,
    warm_up,
)
from autograder.errors import UsageError
from autograder.grading.runner import points_of

RECORD = ".built.json"
README = Path(__file__).with_name("templates") / "exercises.txt"
CACHES = ("__pycache__", PICTURES)

Record = dict[str, str]  # path below the root -> SHA-256 of the file as it was built


@dataclass(frozen=True)
class Difference:
    """A file of `exercises/` that is not as it should be."""

    path: Path
    fault: str  # stale, missing or stray
    by_hand: bool  # it is not as it was last built

    def line(self, root: Path) -> str:
        """Return what is wrong, and what mends it."""
        name = self.path.relative_to(root).as_posix()
        way_out = "move it away, or run `autograder build --force`"
        if self.fault == "stray":
            why = way_out if self.by_hand else "run `make build`"
            return f"{name} is stray: {why}"
        if self.by_hand:
            return f"{name} was changed by hand: {way_out}"
        return f"{name} is {self.fault}: run `make build`"


def planned(chapter: Chapter) -> dict[Path, bytes]:
    """Return every file of the chapter's generated folder.

    Raises:
        CourseError: if a hand-written file of the chapter is missing or wrong.
    """
    folder, topic = chapter.exercises_folder, chapter.module
    stub = make_stub(chapter)
    points = points_of(chapter)
    require_checks(chapter)
    return {
        folder / f"{topic}.py": stub.encode(),
        folder / f"{topic}.ipynb": make_notebook(chapter, stub, points),
        folder / f"test_{topic}.py": _copy(chapter.checks),
        folder / CONTENTS: chapter_file(chapter, stub, points),
        folder / RECORDED: recorded_mistakes(chapter),
    }


def planned_warm_up(root: Path) -> dict[Path, bytes]:
    """Return the files of the warm-ups, none in a course without the page on NumPy.

    Raises:
        CourseError: if one of its hand-written files is missing or wrong.
    """
    page = warm_up(root)
    if not page.lesson.exists():
        return {}
    require_checks(page)
    folder, topic, stub = page.exercises_folder, page.module, make_stub(page)
    return {
        folder / f"{topic}.py": stub.encode(),
        folder / f"{topic}.ipynb": make_notebook(page, stub, {}, how_to=HOW_TO_WARM_UP),
        folder / f"test_{topic}.py": _copy(page.checks),
        folder / CONTENTS: chapter_file(page, stub, {}),
    }


def build(root: Path, names: Iterable[str] = (), force: bool = False) -> list[Path]:
    """Write what is stale or missing, remove what is stray, and return the files that changed.

    `names` chooses chapters; without them it is the whole folder.

    Raises:
        UsageError: if a file was changed by hand and `force` is not set; nothing is written then.
        CourseError: if a hand-written file of a chapter is missing or wrong.
    """
    chapters = [find_chapter(root, name) for name in names]
    plan = _plan(root, chapters or _authored(root), whole=not chapters)
    differences = list(_differences(root, plan, chapters))
    by_hand = [difference for difference in differences if difference.by_hand]
    if by_hand and not force:
        raise UsageError("\n".join(difference.line(root) for difference in by_hand))
    for difference in differences:
        if difference.fault == "stray":
            difference.path.unlink()
        else:
            write_atomic(difference.path, plan[difference.path])
    _remove_empty(root / "exercises")
    return [difference.path for difference in differences]


def stale(root: Path) -> list[str]:
    """Return one line for each stale, missing or stray file of `exercises/`."""
    plan = _plan(root, _authored(root), whole=True)
    return [difference.line(root) for difference in _differences(root, plan, [])]


def _authored(root: Path) -> list[Chapter]:
    """Return the chapters that somebody has begun to write."""
    chapters = [
        chapter
        for chapter in all_chapters(root)
        if any(file.suffix for file in chapter.solution.parent.glob("*"))
    ]
    if not chapters:
        raise UsageError(f"{root / 'solutions'} holds no chapter: run `autograder new ch01_topic`")
    return chapters


def _plan(root: Path, chapters: list[Chapter], whole: bool) -> dict[Path, bytes]:
    """Return the files of some chapters and those of the folder itself, the record last."""
    plan = {path: data for chapter in chapters for path, data in planned(chapter).items()}
    if whole:
        plan |= planned_warm_up(root)
    first = _authored(root)[0]
    plan[root / "exercises" / "README.md"] = _readme(first)
    plan[root / "exercises" / START] = start_notebook(first)
    plan[root / "exercises" / "syllabus.md"] = syllabus(_authored(root))
    record = {path.relative_to(root).as_posix(): _digest(data) for path, data in plan.items()}
    if not whole:
        built = tuple(f"exercises/{chapter.name}/" for chapter in chapters)
        others = (item for item in _read_record(root).items() if not item[0].startswith(built))
        record = dict(others) | record
    text = json.dumps(record, indent=1, sort_keys=True)
    return plan | {root / "exercises" / RECORD: f"{text}\n".encode()}


def _differences(
    root: Path, plan: dict[Path, bytes], chapters: list[Chapter]
) -> Iterator[Difference]:
    """Yield the differences in the folders of some chapters, or in all of `exercises/`."""
    record = _read_record(root)
    folders = [chapter.exercises_folder for chapter in chapters] or [root / "exercises"]
    found = {path for folder in folders for path in _files(folder)}
    for path in sorted(found - plan.keys()):
        yield Difference(path, "stray", not _as_built(root, path, record))
    for path, data in plan.items():
        if not path.exists():
            yield Difference(path, "missing", by_hand=False)
        elif path.read_bytes() != data:
            by_hand = path.name != RECORD and not _as_built(root, path, record)
            yield Difference(path, "stale", by_hand)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, without those that Python, Jupyter and editors keep there."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in CACHES and name[0] != "."]
        yield from (Path(place, name) for name in files if name[0] != ".")


def _as_built(root: Path, path: Path, record: Record) -> bool:
    name = path.relative_to(root).as_posix()
    return path.is_file() and record.get(name) == _digest(path.read_bytes())


def _read_record(root: Path) -> Record:
    """Return the record; one that cannot be read says that nothing was built."""
    try:
        record = json.loads((root / "exercises" / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _remove_empty(folder: Path) -> None:
    """Remove the folders of chapters that hold nothing any more but caches."""
    for place in folder.iterdir():
        if place.is_dir() and all(path.name in CACHES for path in place.iterdir()):
            shutil.rmtree(place)


def _copy(path: Path) -> bytes:
    read_text(path)  # says what is wrong with it
    return path.read_bytes()


def _readme(first: Chapter) -> bytes:
    text = README.read_text(encoding="utf-8")
    return text.replace("@chapter@", first.name).replace("@topic@", first.module).encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
