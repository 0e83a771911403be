"""The leak scan: looks for what is hidden in every file that is about to be shipped.

Text is read wherever it can stand: in plain files, in every string of JSON and so in sources,
outputs and metadata of notebooks, in the members of zips and wheels. What the scan cannot read is
refused by its name.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from autograder.instructor.kit.hidden import Hidden

TEXT = {
    ".py",
    ".pyi",
    ".md",
    ".txt",
    ".toml",
    ".yml",
    ".csv",
    ".html",
    ".css",
    ".js",
    ".cfg",
    ".ini",
    ".typed",
    "",
}
JSON = {".json", ".ipynb"}
ARCHIVES = {".zip", ".whl", ".npz"}
ARRAYS = {  # no code in them; their first bytes
    ".npy": b"\x93NUMPY",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
}
# A picture in a page; its first bytes say, as those of a file do, that it is one.
_PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/]{16,}={0,2})")
# A table of data has thousands of numbers that were measured: one of them is a grader's by chance.
_MEASURED = re.compile(r"(?m)(?:^|(?<=,))[-+.0-9e]+(?=,|\r?$)")
# On a lesson's page: what its cells print, and the numbers of a figure that moves.
_PRINTED = re.compile(r'(?<=<pre class="printed")[^>]*>[^<]*|(?<=data-values=")[^"]*')
FORBIDDEN = {  # names of folders and files, and why they stay here
    "solutions": "solutions stay with the instructor",
    "graders": "hidden graders stay with the instructor",
    "instructor": "it is the instructor's room",
    "authoring": "it is the author's room",
    "samples": "the sample class is the instructor's",
    ".autograder": "it may hold the course's secret",
    ".git": "a repository holds everything",
    "__pycache__": "it is compiled code",
}


@dataclass(frozen=True)
class Leak:
    """A place in a file that must not be shipped, and why."""

    file: str
    line: int  # 0 where the whole file is meant
    what: str
    part: str = ""  # of a notebook or an archive

    def __lt__(self, other: Leak) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, str, bool, int, str]:
        return self.file, self.part, not self.what.startswith("solutions/"), self.line, self.what

    def __str__(self) -> str:
        """Return the place and what leaked there."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}{f' ({self.part})' if self.part else ''}: {self.what}"


def scan(files: Iterable[tuple[str, bytes]], hidden: Hidden) -> list[Leak]:
    """Return the leaks of some files, given as (path inside the kit, content).

    What leaked is named once for each place; solutions come before wrong answers like them.
    """
    found = {leak for name, data in files for leak in _in_file(name, data, hidden)}
    once: dict[tuple[str, str, str], Leak] = {}
    for leak in sorted(found, reverse=True):  # of one body in one place, the first line
        once[leak.file, leak.part, leak.what] = leak
    return sorted(once.values())


def _in_file(name: str, data: bytes, hidden: Hidden) -> Iterator[Leak]:
    path = PurePosixPath(name)
    if reason := _refused(path, data):
        yield Leak(name, 0, reason)
    elif path.suffix in ARCHIVES:
        yield from _in_archive(name, data, hidden)
    elif path.suffix not in ARRAYS:
        yield from in_text(name, data, hidden)


def _refused(path: PurePosixPath, data: bytes) -> str:
    """Return why a file is refused whatever it holds, "" if it is not."""
    for part in path.parts:
        if part in FORBIDDEN:
            return FORBIDDEN[part]
    if path.suffix in ARRAYS:
        return "" if data.startswith(ARRAYS[path.suffix]) else f"it is no {path.suffix[1:]} file"
    if path.suffix not in TEXT | JSON | ARCHIVES or path.name.endswith("~"):
        return "a file of this kind cannot be scanned: move it away"
    return ""


def _in_archive(name: str, data: bytes, hidden: Hidden) -> Iterator[Leak]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                if not member.endswith("/"):
                    content = archive.read(member)
                    # A wheel's own records are text under other endings.
                    inner = f"{member}.txt" if ".dist-info/" in member else member
                    for leak in _in_file(inner, content, hidden):
                        part = f"{member}, {leak.part}" if leak.part else member
                        yield Leak(name, leak.line, leak.what, part)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        yield Leak(name, 0, "it is no archive that can be read")


def in_text(name: str, data: bytes, hidden: Hidden) -> Iterator[Leak]:
    """Yield the leaks in a file of text, whatever its name."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield Leak(name, 0, "it is not UTF-8")
        return
    for part, inner in _parts(name, text):
        for line, what in hidden.find(inner):
            yield Leak(name, line, what, part)


def _parts(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the texts in a file with their places: one, or as many as JSON holds."""
    if PurePosixPath(name).suffix in JSON:
        with contextlib.suppress(ValueError, RecursionError):  # it is text, then
            yield from _strings(json.loads(text), "")
            return
    if PurePosixPath(name).match("lessons/*.html"):
        text = _PRINTED.sub(_without_digits, text)
    elif PurePosixPath(name).match("course/data/*.csv"):
        text = _MEASURED.sub("0", text)
    yield "", _PICTURE.sub(_without_bytes, text)


def _without_digits(printed: re.Match[str]) -> str:
    """Return what a lesson's cells have printed or drawn with no number in it: none is a grader's.

    The cells themselves are scanned, and who runs them sees these numbers; one of an accuracy's
    four digits will be a grader's by chance.
    """
    return re.sub(r"[0-9]", "0", printed[0])


def _without_bytes(picture: re.Match[str]) -> str:
    """Return nothing in the place of a PNG, and what is called one and is none as it stands."""
    data = base64.b64decode(picture[1][:16])
    return "" if data.startswith(ARRAYS[".png"]) else picture[0]


def _strings(value: Any, part: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a JSON value with its place; a list of texts is one text in lines."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{part}, a key", key
            yield from _strings(item, f"{part}.{key}".strip("."))
    elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
        for number, item in enumerate(value):
            yield from _strings(item, f"{part}[{number}]")
    elif isinstance(value, list):
        yield part, "\n".join(line.removesuffix("\n") for line in value)
    else:
        yield part, str(value)
