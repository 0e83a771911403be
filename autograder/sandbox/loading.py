"""From the text of a submission to a module: cells in order, one failing cell stops no other."""

from __future__ import annotations

import ast
import contextlib
import importlib.abc
import importlib.machinery
import inspect
import linecache
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.failures import describe

# Whatever a notebook imports to draw, to show or to check is replaced where it is not there:
# a figure has no place in a grade, and a missing one must not cost a learner the cell's functions.
# So is TensorFlow where NumPy alone is wanted: the file's other exercises may need it.
REPLACED = frozenset(
    """matplotlib mpl_toolkits seaborn plotly IPython ipywidgets tqdm
    course autograder pytest tensorflow keras""".split()
)


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

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Source:
        """Return the source that `to_json` wrote."""
        return cls(data["module"], tuple(Cell(name, text) for name, text in data["cells"]))


@dataclass(frozen=True)
class Loaded:
    """What running a source left behind: the module, and the error that stopped each bad cell."""

    module: types.ModuleType
    files: frozenset[str]
    errors: tuple[dict[str, Any], ...]


def load(source: Source) -> Loaded:
    """Run the cells of `source` in one new module, known to `sys.modules` under its name."""
    module = types.ModuleType(source.module)
    module.__file__ = source.cells[0].name if source.cells else source.module
    sys.modules[source.module] = module
    files = frozenset(cell.name for cell in source.cells)
    errors = [error for cell in source.cells if (error := _run(cell, module, files))]
    return Loaded(module, files, tuple(errors))


def _run(cell: Cell, module: types.ModuleType, files: frozenset[str]) -> dict[str, Any] | None:
    try:
        exec(_compiled(cell), module.__dict__)
    except BaseException as error:  # sys.exit and Ctrl-C of the learner's own file included
        if not isinstance(error, SyntaxError) and _has_stand_ins():
            _run_by_statement(cell, module)
            return None
        return describe(error, files)
    return None


def _has_stand_ins() -> bool:
    return any(isinstance(sys.modules.get(name), _InertModule) for name in KERAS_PACKAGES)


def _run_by_statement(cell: Cell, module: types.ModuleType) -> None:
    """Run each statement of a cell that failed, perhaps for want of Keras; none stops the next.

    An exercise that is written with NumPy needs none of what failed. Where the fault is the file's
    own, the worker that has Keras says so.
    """
    for statement in ast.parse(_plain_text(cell)).body:
        tree = ast.Module([statement], [])
        with contextlib.suppress(BaseException):
            exec(compile(tree, cell.name, "exec", dont_inherit=True), module.__dict__)


def _compiled(cell: Cell) -> types.CodeType:
    # Where Python looks for source: tf.function reads the code that it turns into a graph.
    lines = cell.text.splitlines(keepends=True)
    linecache.cache[cell.name] = (len(cell.text), None, lines, cell.name)
    return compile(_plain_text(cell), cell.name, "exec", dont_inherit=True)


def _plain_text(cell: Cell) -> str:
    """Return a cell's text; only one that is not Python as it stands is searched for magics."""
    try:
        ast.parse(cell.text)
    except (SyntaxError, ValueError):
        return without_magics(cell.text)
    return cell.text


_FOREIGN_CELL = re.compile(r"\s*%%(?!time|timeit|capture|prun)\w+")
_MAGIC_LINE = re.compile(
    r"^([ \t]*)(?:[%!?].*|[\w.]+\s*=\s*[%!].*|[\w.]+\?{1,2}\s*)$", re.MULTILINE
)


def without_magics(text: str) -> str:
    """Replace IPython's magics by `pass`, line for line; a cell in another language is empty."""
    if _FOREIGN_CELL.match(text):
        return ""
    return _MAGIC_LINE.sub(r"\1pass", text)


class Inert:
    """Stands for anything in a module that is not here: may be called, read and entered.

    It may also decorate, and be a base class; it is never an answer.
    """

    __version__ = "99.0"  # a file may ask for a newer one than it was written with

    def __init__(self, package: str) -> None:
        self._package = package

    def __call__(self, *args: Any, **kwargs: Any) -> Inert:
        """Return itself."""
        return self

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise self.missing()

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return ()

    def missing(self) -> ModuleNotFoundError:
        """Return the error of using it for an answer."""
        name = self._package
        return ModuleNotFoundError(f"{name} is not there in this exercise: use NumPy", name=name)

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def __iter__(self) -> Any:
        return iter((self, self))  # fig, ax = plt.subplots()

    def __getitem__(self, key: object) -> Inert:
        return self


class _InertModule(types.ModuleType):
    __path__ = []  # noqa: RUF012 - a package without folders
    __version__ = Inert.__version__

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(_top(self.__name__))


class _InertLoader(importlib.abc.Loader):
    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        return None


class InertFinder(importlib.abc.MetaPathFinder):
    """Finds an inert module for each package of `REPLACED` that is not installed here."""

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of an inert module, or None for every other name."""
        if _top(name) not in REPLACED:
            return None
        return importlib.machinery.ModuleSpec(name, _InertLoader(), is_package=True)


KERAS_PACKAGES = frozenset({"tensorflow", "keras"})


@contextlib.contextmanager
def without_keras(function: Any) -> Iterator[None]:
    """Let the file of `function` find stand-ins for TensorFlow and Keras while in the block."""
    names = getattr(inspect.unwrap(function), "__globals__", {})
    used = {name: origin for name, value in names.items() if (origin := _keras_origin(value))}
    kept = {name: names[name] for name in used}
    modules = {
        name: sys.modules[name] for name in list(sys.modules) if _top(name) in KERAS_PACKAGES
    }
    try:
        names.update({name: Inert(origin) for name, origin in used.items()})
        for name in modules:
            del sys.modules[name]
        sys.modules.update({name: _InertModule(name) for name in KERAS_PACKAGES})
        yield
    finally:
        names.update(kept)
        for name in list(sys.modules):  # what was imported below the stand-ins, too
            if _top(name) in KERAS_PACKAGES:
                del sys.modules[name]
        sys.modules.update(modules)


def _keras_origin(value: object) -> str:
    """Return the package that a name of the learner's file comes from, if it is one of these."""
    if isinstance(value, types.ModuleType):  # asked for its name, a late module would be loaded
        origin = types.ModuleType.__getattribute__(value, "__dict__").get("__name__", "")
    else:
        origin = getattr(value, "__module__", "")
    found = _top(origin) if isinstance(origin, str) else ""
    return found if found in KERAS_PACKAGES else ""


def _top(name: str) -> str:
    return name.partition(".")[0]
