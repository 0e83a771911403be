"""A file handed in, read once as data: never followed, never extracted, never imported here."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import SubmissionError
from autograder.grading.cell_ids import SOLUTION
from autograder.sandbox.worker.loading import Cell, Source

MAX_SOURCE = 256 << 10  # bytes: parsing 20 MB takes Python 16 s and 3 GB
MAX_NOTEBOOK = 8 << 20
MAX_CELLS = 2000
SUFFIXES = (".py", ".ipynb")

_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_ENCODINGS = {"utf-8", "utf-8-sig", "ascii", "latin-1", "iso-8859-1", "iso8859-1", "cp1252"}


@dataclass(frozen=True)
class NotebookCell:
    """A cell of a notebook: its kind, its text, and the name that nbgrader or Jupyter gave it."""

    kind: str
    text: str
    name: str = ""

    @property
    def is_code(self) -> bool:
        """Whether it is code, or was until a stray key made text of it."""
        return self.kind == "code" or self.was_code

    @property
    def was_code(self) -> bool:
        """Whether a text is code: no lesson's text begins as a definition does.

        Told from the text: Python's parser is not for texts of strangers, it can be made to crash.
        """
        place = _DEFINITION if self.name.startswith(SOLUTION) else _BEGINS
        return self.kind != "code" and place.search(self.text) is not None


_DEFINITION = re.compile(r"^(?:def|class)[ \t]+\w+[ \t]*[(:]", re.MULTILINE)
# Comments, imports, magics, decorators, constants and a docstring of one line may stand before it.
# A line is read in one way only: of two, a text of many such lines would try all combinations.
_BEFORE = r'#|import |from |%|@|"""[^\n"]*"""|(?!import |from )[A-Za-z_]\w*[ \t]*(?::[^\n=]*)?='
_BEGINS = re.compile(rf"\A(?:[ \t]*(?:(?:{_BEFORE})[^\n]*)?\n)*(?:def|class)[ \t]+\w+[ \t]*[(:]")


def read_submission(path: Path, module: str) -> Source:
    """Return the source in a file that is not inside a class folder.

    Raises:
        SubmissionError: if it cannot be graded.
    """
    return make_source(path.name, read_regular(path.name, path.parent), module)


def read_regular(name: str, folder: Path | int, limit: int | None = None) -> bytes:
    """Return the bytes of a plain file in `folder` (a path, or an open descriptor).

    It may have `limit` bytes; without one, as many as a file of its name may have.

    Raises:
        SubmissionError: if it is a link, a folder, a pipe, a hard link, or too large.
    """
    limit = limit_of(name) if limit is None else limit
    flags = os.O_RDONLY
    for each in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY"):  # Windows has none of them
        flags |= getattr(os, each, 0)
    try:
        place, at = (name, folder) if isinstance(folder, int) else (folder / name, None)
        descriptor = os.open(place, flags, dir_fd=at)
    except FileNotFoundError:
        raise SubmissionError(f"{name} is not there.") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise SubmissionError(f"{name} is a link: hand in the file itself.") from None
        reason = os.strerror(error.errno or 0)
        raise SubmissionError(f"{name} cannot be read ({reason}).") from None
    try:
        _require_plain(name, os.fstat(descriptor), limit)
    except SubmissionError:
        os.close(descriptor)
        raise
    with open(descriptor, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise SubmissionError(too_large(name, limit))
    return data


def _require_plain(name: str, status: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise SubmissionError(f"{name} is a folder: hand in a file of that name.")
    if not stat.S_ISREG(status.st_mode):
        raise SubmissionError(f"{name} is not a plain file: hand in the file itself.")
    if status.st_nlink > 1:
        raise SubmissionError(f"{name} is a hard link to another file: hand in a copy.")
    if status.st_size > limit:
        raise SubmissionError(too_large(name, limit))


def limit_of(name: str) -> int:
    """Return how many bytes a file of this name may have: notebooks hold outputs, zips files."""
    return MAX_NOTEBOOK if name.lower().endswith((".ipynb", ".zip")) else MAX_SOURCE


def too_large(name: str, limit: int) -> str:
    """Return the sentence about a file of more than `limit` bytes."""
    size = f"{limit >> 20} MiB" if limit >> 20 else f"{limit >> 10} KiB"
    clear = ": clear its outputs and save it again" if name.endswith(".ipynb") else ""
    return f"{name} is larger than {size}{clear}."


def make_source(name: str, data: bytes, module: str) -> Source:
    """Return the source in the bytes of a file called `name`.

    Raises:
        SubmissionError: if it is neither a Python file nor a notebook.
    """
    if name.endswith(".ipynb"):
        cells = _notebook_cells(name, data) or [(1, "")]  # what is missing is missing in this file
        return Source(module, tuple(Cell(f"{name} cell {n}", text) for n, text in cells))
    if not name.endswith(".py"):
        raise SubmissionError(f"{name} is neither a .py file nor a notebook (.ipynb).")
    return Source(module, (Cell(name, decode(name, data)),))


def decode(name: str, data: bytes) -> str:
    """Return the text of a Python file: UTF-8, or one of Western Europe's encodings if declared."""
    if b"\0" in data:
        raise SubmissionError(f"{name} is not a text file: it holds a zero byte.")
    declared = [m[1].decode().lower() for m in map(_CODING.match, data.splitlines()[:2]) if m]
    encoding = declared[0].replace("_", "-").replace("utf8", "utf-8") if declared else "utf-8"
    if encoding not in _ENCODINGS:
        raise SubmissionError(f"{name} declares the encoding {encoding}: save it as UTF-8.")
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError:
        raise SubmissionError(f"{name} is not valid {encoding}: save it as UTF-8.") from None


def _notebook_cells(name: str, data: bytes) -> list[tuple[int, str]]:
    """Return (number, text) of the code cells that have text; outputs and metadata are unused."""
    cells = enumerate(read_notebook(name, data), 1)
    code = [(n, cell.text) for n, cell in cells if cell.is_code]
    if sum(len(text) for _, text in code) > MAX_SOURCE:
        raise SubmissionError(f"{name} holds more than {MAX_SOURCE >> 10} KiB of code.")
    return [(n, text) for n, text in code if text.strip()]


def read_notebook(name: str, data: bytes) -> list[NotebookCell]:
    """Return the cells of a notebook of any format, in their order.

    Raises:
        SubmissionError: if it is no notebook, or has too many cells.
    """
    try:
        tree: Any = json.loads(data.decode("utf-8-sig"))
        old = _cells_of(name, tree)
        cells = tree["cells"] if tree.get("nbformat") == 4 else _upgraded(tree, old)["cells"]
        return [_cell(cell) for cell in cells]
    except SubmissionError:
        raise
    except Exception as error:  # whatever a file made by hand, or by malice, leads to
        raise SubmissionError(f"{name} is not a notebook: {_why(data, error)}.") from None


def _cells_of(name: str, tree: Any) -> list[Any]:
    """Return the cells of all sheets; refuse very many before anything is done with them."""
    sheets = [tree, *tree.get("worksheets", ())]
    cells = [cell for sheet in sheets for cell in sheet.get("cells", ())]
    if len(cells) > MAX_CELLS:
        raise SubmissionError(f"{name} has more than {MAX_CELLS} cells.")
    return cells


def _why(data: bytes, error: Exception) -> str:
    """Return what a file is instead of a notebook, in words."""
    if not data.strip():
        return "it is empty"
    if data.lstrip()[:1] == b"<":
        return "it is a web page, saved in its place: download the file itself"
    if b"\n<<<<<<< " in data:
        return "it holds git's conflict markers: resolve the conflict"
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} is not JSON; open it in Jupyter and save it again"
    return "its contents are not those of one; open it in Jupyter and save it again"


def _cell(cell: dict[str, Any]) -> NotebookCell:
    """Return a cell; its text is kept as one string or as a list of lines."""
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    metadata = cell.get("metadata")
    marked = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    names = [marked.get("grade_id") if isinstance(marked, dict) else None, cell.get("id")]
    name = next((name for name in names if isinstance(name, str)), "")
    return NotebookCell(str(cell["cell_type"]), text, name)


def _upgraded(tree: Any, cells: list[Any]) -> Any:
    """Return a notebook of an older format as one of format 4, without what nobody reads."""
    from nbformat import convert, reader  # more than a second, and format 4 is from 2015

    for cell in cells:  # to convert a million outputs takes minutes
        marked = cell.get("metadata", {}).get("nbgrader") or {}
        cell |= {"outputs": [], "metadata": {"nbgrader": {"grade_id": marked.get("grade_id")}}}
    tree["metadata"] = {}
    with warnings.catch_warnings(action="ignore"):  # as of ids that it has to mend
        return convert(reader.reads(json.dumps(tree)), 4)  # type: ignore[no-untyped-call]
