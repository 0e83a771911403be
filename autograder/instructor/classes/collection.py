"""What a class handed in: a folder in nbgrader's layout, a flat folder, one file, or a zip.

Nothing is followed, extracted or executed: names are listed, and the bytes of one file a student
are read.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.chapters import Chapter
from autograder.errors import SubmissionError, UsageError
from autograder.grading import intake

FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
MAX_MEMBERS = 100_000  # of a zip


@dataclass(frozen=True)
class HandedIn:
    """The files of one student for one chapter: their names, and a way to read one."""

    student: str
    chapter: str
    names: tuple[str, ...]
    read: Callable[[str], bytes]  # raises SubmissionError
    fault: str = ""  # why the folder itself cannot be taken


@dataclass
class Collection:
    """All that was handed in, and what was passed over."""

    entries: list[HandedIn] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def collect(path: Path, chapters: Sequence[Chapter], only: Chapter | None) -> Collection:
    """Return what lies in `path`, for one chapter or for all.

    Raises:
        UsageError: if there is nothing to grade.
    """
    if not path.exists():
        raise UsageError(f"{path} is not there: name the folder of the submissions")
    if path.is_file() and path.suffix == ".zip":
        found = _zip(path, only)
    elif path.is_file():
        found = Collection(list(_flat(path.parent, [path.name], only)))
    elif any(entry.is_dir() for entry in path.iterdir()):
        found = _nested(path)
    else:
        found = Collection(list(_flat(path, sorted(os.listdir(path)), only)))
    _keep_known(found, {chapter.name for chapter in chapters}, only)
    if not found.entries:
        wanted = f"{path}/<student>/{only.name if only else '<chapter>'}/<file>"
        hint = f" ({found.skipped[0]})" if found.skipped else ""
        raise UsageError(f"nothing to grade in {path}: expected {wanted}{hint}")
    return found


def _keep_known(found: Collection, known: set[str], only: Chapter | None) -> None:
    """Leave out other chapters than the wanted ones, and say which are none of this course."""
    strange = sorted({entry.chapter for entry in found.entries} - known)
    found.skipped += [f"{name} is no chapter of this course" for name in strange]
    wanted = {only.name} if only else known
    found.entries = [entry for entry in found.entries if entry.chapter in wanted]


# Folders ------------------------------------------------------------------------------------


def _nested(path: Path) -> Collection:
    """Read <student>/<chapter>/<file>."""
    found = Collection()
    root = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for student in _listed(root, found, str(path)):
            _student(path, root, student, found)
    finally:
        os.close(root)
    return found


def _listed(folder: int, found: Collection, where: str) -> Iterator[str]:
    """Yield the names of a folder that are text and not hidden."""
    for name in sorted(os.listdir(folder)):
        if not name.isprintable() or name != name.encode("utf-8", "replace").decode():
            found.skipped.append(f"{where}: the name {name!a} cannot be used: rename it")
        elif not name.startswith("."):
            yield name


def _student(path: Path, root: int, student: str, found: Collection) -> None:
    try:
        folder = os.open(student, FOLDER_FLAGS, dir_fd=root)
    except OSError:
        found.skipped.append(f"{student} is not a student's folder")
        return
    try:
        for chapter in _listed(folder, found, student):
            reader = _DiskReader(path, student, chapter)
            found.entries.append(_chapter(folder, student, chapter, reader))
    finally:
        os.close(folder)


def _chapter(student_folder: int, student: str, chapter: str, reader: _DiskReader) -> HandedIn:
    try:
        folder = os.open(chapter, FOLDER_FLAGS, dir_fd=student_folder)
    except OSError:
        fault = f"{chapter} is not a folder: hand in a folder of that name that holds your file."
        return HandedIn(student, chapter, (), reader, fault)
    try:
        return HandedIn(student, chapter, tuple(sorted(os.listdir(folder))), reader)
    finally:
        os.close(folder)


@dataclass(frozen=True)
class _DiskReader:
    """Reads a file of one chapter's folder, opening every step of the way without links."""

    root: Path
    student: str
    chapter: str

    def __call__(self, name: str) -> bytes:
        opened = [os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
        try:
            for step in (self.student, self.chapter):
                opened.append(os.open(step, FOLDER_FLAGS, dir_fd=opened[-1]))
            return intake.read_regular(name, opened[-1])
        except OSError as error:
            raise SubmissionError(f"{name} cannot be read ({error.strerror}).") from None
        finally:
            for descriptor in opened:
                os.close(descriptor)


def _flat(folder: Path, names: Iterable[str], only: Chapter | None) -> Iterator[HandedIn]:
    """Read <student>.py and <student>.ipynb; the chapter has to be named."""
    students: dict[str, list[str]] = {}
    for name in names:
        if name.endswith(intake.SUFFIXES) and not name.startswith("."):
            students.setdefault(PurePosixPath(name).stem, []).append(name)
    if students and only is None:
        raise UsageError(f"{folder} holds single files: say which chapter with --chapter")
    for student, files in students.items():
        assert only is not None
        yield HandedIn(student, only.name, tuple(files), lambda n: intake.read_regular(n, folder))


# Zips ---------------------------------------------------------------------------------------


def _zip(path: Path, only: Chapter | None) -> Collection:
    """Read the members of a zip in either layout; nothing is extracted."""
    try:
        archive = zipfile.ZipFile(path)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UsageError(f"{path} is not a zip file ({error}): zip the folder again") from None
    if len(members) > MAX_MEMBERS:
        raise UsageError(f"{path} has more than {MAX_MEMBERS} members: split it")
    found = Collection()
    folders: dict[tuple[str, str], dict[str, zipfile.ZipInfo]] = {}
    for member in members:
        place = _place(member, only, found)
        if place:
            *key, name = place
            folders.setdefault((key[0], key[1]), {})[name] = member
    for (student, chapter), files in sorted(folders.items()):
        reader = _ZipReader(archive, files)
        found.entries.append(HandedIn(student, chapter, tuple(sorted(files)), reader))
    return found


def _place(
    member: zipfile.ZipInfo, only: Chapter | None, found: Collection
) -> tuple[str, str, str] | None:
    """Return (student, chapter, file) of a zip's member, or None for one that is passed over."""
    parts = PurePosixPath(member.filename).parts
    unsafe = member.filename.startswith("/") or ".." in parts or "\\" in member.filename
    if unsafe or stat.S_ISLNK(member.external_attr >> 16) or not member.filename.isprintable():
        found.skipped.append(f"the member {member.filename!a} is unsafe")
        return None
    if member.is_dir() or any(part.startswith(".") for part in parts):
        return None
    if only and len(parts) <= 2 and parts[-1].endswith(intake.SUFFIXES):
        return PurePosixPath(parts[-1]).stem, only.name, parts[-1]
    return (parts[-3], parts[-2], parts[-1]) if len(parts) >= 3 else None


@dataclass(frozen=True)
class _ZipReader:
    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]

    def __call__(self, name: str) -> bytes:
        limit = intake.MAX_NOTEBOOK if name.endswith(".ipynb") else intake.MAX_SOURCE
        try:
            with self.archive.open(self.members[name]) as file:
                data = file.read(limit + 1)  # whatever size the zip's directory claims
        except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, KeyError) as error:
            raise SubmissionError(f"{name} cannot be unpacked ({error}).") from None
        if len(data) > limit:
            raise SubmissionError(f"{name} is larger than {limit >> 10} KiB.")
        return data
