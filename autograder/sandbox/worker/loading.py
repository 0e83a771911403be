"""From the text of a submission to a module: cells in order, one failing line stops no other."""

from __future__ import annotations

import ast
import asyncio
import inspect
import linecache
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.sandbox.worker.failures import describe
from autograder.sandbox.worker.stand_ins import Inert, in_use

SHOWS = "plots.attempt()"  # what a lesson's cell is inside of where it shows a learner's work
_IN_NOTEBOOK = ".ipynb cell "
_KEPT = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Cell:
    """A piece of a submission: its text and the name that its lines are reported under."""

    name: str  # "neuron.py", or "neuron.ipynb cell 3"
    text: str


@dataclass(frozen=True)
class Source:
    """A submission as the worker gets it: the module's name and its cells."""

    module: str
    cells: tuple[Cell, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the source as plain data."""
        return {"module": self.module, "cells": [[cell.name, cell.text] for cell in self.cells]}

    def to_message(self) -> dict[str, Any]:
        """Return the source as it goes to a worker: as bytes, of which none counts for more."""
        cells = [[cell.name, np.frombuffer(_encoded(cell.text), np.uint8)] for cell in self.cells]
        return {"module": self.module, "cells": cells}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Source:
        """Return the source that `to_json` or `to_message` wrote."""
        return cls(data["module"], tuple(Cell(name, _text(given)) for name, given in data["cells"]))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # JSON can write half a character


def _text(given: str | np.ndarray) -> str:
    return given if isinstance(given, str) else given.tobytes().decode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Loaded:
    """What running a source left behind: the module, and the error that stopped each bad cell."""

    module: types.ModuleType
    files: frozenset[str]
    errors: tuple[dict[str, Any], ...]
    excused: tuple[dict[str, Any], ...] = ()  # where Keras was missing, which may be why


def load(source: Source) -> Loaded:
    """Run the cells of `source` in one new module, known to `sys.modules` under its name."""
    module = types.ModuleType(source.module)
    module.__file__ = source.cells[0].name if source.cells else source.module
    if any("get_ipython" in cell.text for cell in source.cells):
        module.__dict__["get_ipython"] = _get_ipython
    if _IN_NOTEBOOK in module.__file__:
        module.__dict__["display"] = _display
    sys.modules[source.module] = module
    files = frozenset(cell.name for cell in source.cells)
    errors: list[dict[str, Any]] = []
    excused: list[dict[str, Any]] = []
    for cell in source.cells:
        if error := _run(cell, module, files):
            (excused if error["type"] != "SyntaxError" and in_use() else errors).append(error)
    return Loaded(module, files, tuple(errors), tuple(excused))


def _display(*objects: Any, **options: Any) -> None:
    """Show nothing: what stands under this name in every notebook has no page here."""


def _get_ipython() -> Inert:
    """Return what a notebook's own exports ask to run a magic: it does nothing here."""
    return Inert("IPython")


def _run(cell: Cell, module: types.ModuleType, files: frozenset[str]) -> dict[str, Any] | None:
    """Run each statement of a cell once; return the first error. None stops the next statement.

    An import of what is not there, or a line that shows something, costs no other exercise.
    """
    # Where Python looks for source: tf.function reads the code that it turns into a graph.
    lines = cell.text.splitlines(keepends=True)
    linecache.cache[cell.name] = (len(cell.text), None, lines, cell.name)
    try:
        statements = list(_compiled(_tree(cell), cell.name))
    except BaseException as error:  # nested too deeply for Python, or for the memory, too
        return describe(error, files)
    first = None
    for statement in statements:
        try:
            waiting = eval(statement, module.__dict__)
            if inspect.iscoroutine(waiting):
                asyncio.run(waiting)
        except BaseException as error:  # sys.exit and Ctrl-C of the learner's own file included
            first = first or describe(error, files)
    return first


def _compiled(body: ast.Module, name: str) -> Iterator[types.CodeType]:
    """Yield each statement by itself, under the same imports from `__future__`.

    In a notebook's cells `await` may stand outside of functions: evaluated, such a statement is a
    coroutine.

    Raises:
        SyntaxError: if one is no Python; then none is to be run.
    """
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if _IN_NOTEBOOK in name else 0
    futures = [n for n in body.body if isinstance(n, ast.ImportFrom) and n.module == "__future__"]
    for statement in body.body:
        tree = ast.Module([*futures, statement], [])
        yield compile(tree, name, "exec", flags=flags, dont_inherit=True)


def _tree(cell: Cell) -> ast.Module:
    """Return a cell without what the lesson only shows: it calls the learner's functions.

    Graders call them too, one at a time and under a limit of their own; here an endless loop in
    one would be an end to all.
    """
    tree = ast.parse(_plain_text(cell), cell.name)
    tree.body = [each for node in tree.body for each in _exported(node)]
    for node in tree.body:
        if isinstance(node, ast.With) and ast.unparse(node.items[0].context_expr) == SHOWS:
            kept: list[ast.stmt] = [each for each in node.body if isinstance(each, _KEPT)]
            node.body = kept or [ast.copy_location(ast.Pass(), node)]
    return tree


def _exported(node: ast.stmt) -> list[ast.stmt]:
    """Return what a notebook's export has made a text of: a cell below `%%time` and its like.

    Each of its statements is where the call stands, which is one line of the export.
    """
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "run_cell_magic":
        return [node]
    texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
    if len(texts) != 3 or texts[0] not in TIMED or not isinstance(texts[2], str):
        return [node]
    try:
        body = ast.parse(without_magics(texts[2])).body
    except (SyntaxError, ValueError):
        return [node]
    for part in (part for each in body for part in ast.walk(each) if hasattr(part, "lineno")):
        ast.copy_location(part, node)
    return body


def _plain_text(cell: Cell) -> str:
    """Return a cell's text; only one that is not Python as it stands is searched for magics."""
    try:
        ast.parse(cell.text)
    except (SyntaxError, ValueError):
        return without_magics(cell.text)
    return cell.text


TIMED = ("time", "timeit", "capture", "prun")  # magics above cells of Python
_FOREIGN_CELL = re.compile(rf"\s*%%(?!{'|'.join(TIMED)})\w+")
_REST = r"(?:[^\n]*\\\n)*[^\n]*"  # of a line, and of those that a backslash joins to it
_MAGIC_LINE = re.compile(
    rf"^([ \t]*)(?:[%!?]{_REST}|[\w.]+[ \t]*=[ \t]*[%!]{_REST}|[\w.]+\?{{1,2}}[ \t]*)$",
    re.MULTILINE,
)


def without_magics(text: str) -> str:
    """Replace IPython's magics by `pass`, line for line; a cell in another language is empty."""
    if _FOREIGN_CELL.match(text):
        return ""
    return _MAGIC_LINE.sub(lambda found: f"{found[1]}pass" + "\n" * found[0].count("\n"), text)
