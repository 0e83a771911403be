"""What lies in a folder or a zip that came in: paths, and a way to read each file.

Nothing is followed, extracted or executed. All names pass `shown`: from here on they are text.
"""

from __future__ import annotations

import io
import itertools
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from autograder.errors import SubmissionError, UsageError
from autograder.grading import intake

MAX_MEMBERS = 100_000  # of a zip with a class
MAX_FILES = 2_000  # of one folder at the top, or of one student's zip
DEPTH = 6  # of folders: <section>/<student>/exercises/<chapter>/<folder>/<file>
FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

# Gradescope's table of who has handed in which folder of its export.
SUBMITTERS = "submission_metadata.yml"
LARGEST_TABLE = 256 << 20  # bytes: it repeats all that its autograder has ever said

_SYSTEMS_OWN = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """A file or a folder that came in: the steps of its path, as text, below what was named."""

    steps: tuple[str, ...]
    read: Callable[[], bytes]  # raises SubmissionError
    is_folder: bool = False
    time: float = 0.0  # seconds since the epoch
    fault: str = ""  # why it cannot be taken
    origin: str = ""  # the name that says whose it is, as a system gave it
    attempt: str = ""  # the time that a system put into that name
    order: int = 0  # the number of the file there: later ones are larger


def shown(name: str) -> str:
    r"""Return a name as text that can be written anywhere: what is no text in it as `\xff`."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text if text.isprintable() else ascii(text)[1:-1]


def is_hidden(name: str) -> bool:
    """Return whether a system or a program has left this file or folder, not a person."""
    return name.startswith(".") or name in _SYSTEMS_OWN


def _limit_of(name: str) -> int:
    """Return how many bytes of a file of this name are read."""
    return LARGEST_TABLE if name == SUBMITTERS else intake.limit_of(name)


# Folders ------------------------------------------------------------------------------------


def folder_members(root: Path) -> Iterator[Member]:
    """Yield what lies below a folder; of each folder in it at most `MAX_FILES`."""
    for name in sorted(os.listdir(root)):
        if not is_hidden(name):
            below = _below(root, (name,))
            yield from itertools.islice(below, MAX_FILES)
            for more in itertools.islice(below, 1):
                yield replace(more, fault=f"one of more than {MAX_FILES} files")


def single_member(path: Path) -> Member:
    """Return a file that was named itself."""
    steps = (path.name,)
    return Member((shown(path.name),), _DiskReader(path.parent, steps), time=path.stat().st_mtime)


def _below(root: Path, steps: tuple[str, ...]) -> Iterator[Member]:
    path = root.joinpath(*steps)
    is_folder = path.is_dir() and not path.is_symlink()
    time = path.lstat().st_mtime
    text = tuple(map(shown, steps))
    yield Member(text, _DiskReader(root, steps), is_folder=is_folder, time=time)
    if is_folder and len(steps) < DEPTH and os.access(path, os.R_OK | os.X_OK):
        for name in sorted(os.listdir(path)):
            if not is_hidden(name):
                yield from _below(root, (*steps, name))


@dataclass(frozen=True)
class _DiskReader:
    """Reads one file, opening every step of the way without links."""

    root: Path
    steps: tuple[str, ...]

    def __call__(self) -> bytes:
        opened = [os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
        try:
            for step in self.steps[:-1]:
                opened.append(os.open(step, FOLDER_FLAGS, dir_fd=opened[-1]))
            name = self.steps[-1]
            return intake.read_regular(name, opened[-1], _limit_of(name))
        except OSError as error:
            name = shown(self.steps[-1])
            raise SubmissionError(f"{name} cannot be read ({error.strerror}).") from None
        finally:
            for descriptor in opened:
                os.close(descriptor)


# Zips ---------------------------------------------------------------------------------------


def zip_members(path: Path) -> list[Member]:
    """Return the members of a zip with a class.

    Raises:
        UsageError: if it is no zip, or has too many members.
    """
    try:
        archive = zipfile.ZipFile(path)
    except Exception as error:  # whatever bytes lead to: zipfile has no list of what it raises
        raise UsageError(f"{path} is not a zip file ({error}): zip the folder again") from None
    if len(archive.infolist()) > MAX_MEMBERS:
        raise UsageError(f"{path} has more than {MAX_MEMBERS} members: split it")
    return list(_members_of(archive))


def packed_members(packed: Member) -> list[Member]:
    """Return the members of a zip that lies among what came in; it is read anew for each of them.

    Raises:
        SubmissionError: if it is no zip, or has too many members.
    """
    with _opened(packed) as archive:
        if len(archive.infolist()) > MAX_FILES:
            raise SubmissionError(f"{packed.steps[-1]} holds more than {MAX_FILES} files.")
        found = list(_members_of(archive))
    return [
        Member(each.steps, _PackedReader(packed, number), each.is_folder, each.time, each.fault)
        for number, each in enumerate(found)
    ]


def _opened(packed: Member) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(packed.read()))
    except SubmissionError:
        raise
    except Exception:  # as above
        raise SubmissionError(f"{packed.steps[-1]} is not a zip file: pack it again.") from None


@dataclass(frozen=True)
class _PackedReader:
    """Reads the file with this number from a zip inside what came in."""

    packed: Member
    number: int

    def __call__(self) -> bytes:
        with _opened(self.packed) as archive:
            infos = [info for info in archive.infolist() if not _is_left_out(info)]
            return _ZipReader(archive, infos[self.number])()


def _members_of(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        if not _is_left_out(info):
            steps = tuple(map(shown, _steps(info)))
            fault = "an unsafe path or a link" if _is_unsafe(info) else ""
            reader = _ZipReader(archive, info)
            is_folder = info.filename.endswith("/")
            yield Member(steps, reader, is_folder, _time(info), fault)


def _steps(info: zipfile.ZipInfo) -> tuple[str, ...]:
    return PurePosixPath(info.filename).parts or (info.filename or "a member without a name",)


def _is_left_out(info: zipfile.ZipInfo) -> bool:
    return not _is_unsafe(info) and any(map(is_hidden, _steps(info)))


def _is_unsafe(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    climbs = name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name
    return climbs or stat.S_ISLNK(info.external_attr >> 16) or not PurePosixPath(name).parts


def _time(info: zipfile.ZipInfo) -> float:
    """Return a member's time; zips have none of a zone, so it is taken for one of this machine."""
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):  # nobody's clock: a month 0, or the year 1980
        return 0.0


@dataclass(frozen=True)
class _ZipReader:
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def __call__(self) -> bytes:
        name = shown(PurePosixPath(self.info.filename).name)
        limit = _limit_of(name)
        try:
            with self.archive.open(self.info) as file:
                data = file.read(limit + 1)  # whatever size the zip's directory claims
        except Exception as error:  # as above: what was packed is damaged
            raise SubmissionError(f"{name} cannot be unpacked ({error}).") from None
        if len(data) > limit:
            raise SubmissionError(intake.too_large(name, limit))
        return data
