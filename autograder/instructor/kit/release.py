"""Writes the learner's kit: scanned as it will be shipped, then moved into place whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.chapters import Chapter, all_chapters
from autograder.errors import CourseError, UsageError
from autograder.instructor.kit.answered import Answered, answered
from autograder.instructor.kit.contents import (
    RECORD,
    Files,
    kit_files,
    make_zip,
    read_zip,
    release_date,
)
from autograder.instructor.kit.hidden import hidden_of
from autograder.instructor.kit.leaks import Leak, scan

SHOWN = 20  # leaks that the message names
PARTS = ("course", "exercises", "autograder", "solutions", "tests")  # no place for a kit


@dataclass(frozen=True)
class Released:
    """What `release` wrote."""

    folder: Path
    zip: Path | None
    files: int
    size: int  # bytes of all files
    kept: Path | None = None  # where what stood there before was moved to
    answered: tuple[Answered, ...] = ()  # exercises that another chapter of the kit answers


def release(
    root: Path,
    folder: Path,
    chapters: Sequence[Chapter] = (),
    *,
    zipped: bool = True,
    force: bool = False,
) -> Released:
    """Write the kit of the course in `root` to `folder`, and to `<folder>.zip`.

    `chapters` are those that it holds: all of them if none is named. What the others give is
    hidden like their solutions, and is no excuse for a leak. With `force` it takes the place of
    whatever is there, which is kept beside it.

    Raises:
        UsageError: if `folder` is no place for a kit; nothing is written then.
        CourseError: if something hidden is in the kit; nothing is written then.
    """
    folder = folder.resolve()
    archive = folder.with_name(f"{folder.name}.zip")
    _require_place(root.resolve(), folder)
    if not force:
        _require_free(folder)
        if zipped and archive.exists() and not _is_kit(archive):
            raise UsageError(f"{archive} is no earlier kit: name another folder, or add --force")
    chapters = chapters or all_chapters(root)
    packed = make_zip(kit_files(root, chapters), release_date(root))
    files = read_zip(packed)  # what is scanned and written is what the zip holds
    _require_clean(scan(files.items(), hidden_of(all_chapters(root), chapters)))
    kept = _put(files, folder)
    if zipped:
        write_atomic(archive, packed)
    size = sum(map(len, files.values()))
    found = tuple(answered(chapters))
    return Released(folder, archive if zipped else None, len(files), size, kept, found)


def _require_place(root: Path, folder: Path) -> None:
    if root.is_relative_to(folder):
        raise UsageError(f"{folder} holds the course itself: name a new folder for the kit")
    for part in PARTS:
        if folder.is_relative_to(root / part):
            raise UsageError(f"{folder} is inside the course's {part}/: name a folder elsewhere")
    if not all((root / part).is_dir() for part in ("solutions", "autograder/graders")):
        raise UsageError(f"{root} has no solutions and graders: a kit is released where they are")


def _require_free(folder: Path) -> None:
    """Raise UsageError unless `folder` is new, empty, or an earlier kit that nobody changed."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file: name a new folder for the kit")
    if any(folder.iterdir()) and (changed := sorted(_changed(folder))):
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise UsageError(
            f"{folder} holds what is not of an earlier kit ({', '.join(changed[:3])}{more}): "
            "name a new folder, or add --force, which keeps the old one beside the new"
        )


def _changed(folder: Path) -> Iterator[str]:
    """Yield the files of `folder` that are not as an earlier kit had them, and the missing ones."""
    record = _record(folder)
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    found.pop(RECORD, None)
    for name, path in found.items():
        if path.is_symlink() or record.get(name) != hashlib.sha256(path.read_bytes()).hexdigest():
            yield name
    yield from record.keys() - found.keys()


def _record(folder: Path) -> dict[str, str]:
    try:
        record = json.loads((folder / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _is_kit(archive: Path) -> bool:
    try:
        with zipfile.ZipFile(archive) as opened:
            return any(name.rpartition("/")[2] == RECORD for name in opened.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _require_clean(leaks: list[Leak]) -> None:
    if leaks:
        lines = [str(leak) for leak in leaks[:SHOWN]]
        if len(leaks) > SHOWN:
            lines.append(f"and {len(leaks) - SHOWN} more")
        listed = "\n".join(f"  {line}" for line in lines)
        raise CourseError(
            f"the kit would hold what is hidden, so none was written:\n{listed}\n"
            "Take it out of these files, then run `autograder build` and `autograder release` again"
        )


def _put(files: Files, folder: Path) -> Path | None:
    """Write the files to a draft beside `folder` and move it there; return where the old went."""
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)  # what a killed run left
    try:
        for name, data in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _swap(draft: Path, folder: Path) -> Path | None:
    """Move `draft` to `folder`; what was changed by hand there is kept under another name."""
    if not folder.exists():
        os.replace(draft, folder)
        return None
    mine = folder.is_dir() and not any(_changed(folder))
    old = next(path for path in _names_beside(folder) if not path.exists())
    os.replace(folder, old)
    try:
        os.replace(draft, folder)
    except OSError:
        os.replace(old, folder)
        raise
    if not mine:
        return old
    with contextlib.suppress(OSError):
        shutil.rmtree(old)
    return None


def _names_beside(folder: Path) -> Iterator[Path]:
    yield folder.with_name(f"{folder.name}.old")
    number = 2
    while True:
        yield folder.with_name(f"{folder.name}.old-{number}")
        number += 1
