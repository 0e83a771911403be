"""From the text of a submission to a module: cells in order, one failing cell stops no other."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import linecache
import re
import sys
import types
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
        return describe(error, files)
    return None


def _compiled(cell: Cell) -> types.CodeType:
    """Compile a cell; only one that is not Python as it stands is searched for magics."""
    # Where Python looks for source: tf.function reads the code that it turns into a graph.
    lines = cell.text.splitlines(keepends=True)
    linecache.cache[cell.name] = (len(cell.text), None, lines, cell.name)
    try:
        return compile(cell.text, cell.name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        plain = without_magics(cell.text)
        if plain == cell.text:
            raise
    return compile(plain, cell.name, "exec", dont_inherit=True)


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
    __version__ = "99.0"  # a file may ask for a newer one than it was written with

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(self.__name__.partition(".")[0])


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
        if name.partition(".")[0] not in REPLACED:
            return None
        return importlib.machinery.ModuleSpec(name, _InertLoader(), is_package=True)
