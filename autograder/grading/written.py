"""Which exercises of a chapter are written in a file, told without running it."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from autograder.chapters import Chapter
from autograder.sandbox.loading import Source, without_magics

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Writing:
    """What is written in a learner's file."""

    chapter: Chapter
    source: Source

    def unwritten(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of some exercises that are still stubs, or that the file does not define."""
        nodes = [node for cell in self._cells for node in cell or ()]
        found = {node.name: node for node in nodes if isinstance(node, _DEFINITIONS)}
        return tuple(n for n in names if n not in found or _is_stub(found[n], self.chapter))

    @property
    def is_python(self) -> bool:
        """Whether every cell can be read."""
        return None not in self._cells

    @cached_property
    def _cells(self) -> list[list[ast.stmt] | None]:
        """The statements of each cell; None for one that is not Python."""
        return [_statements(cell.text) for cell in self.source.cells]


def _statements(text: str) -> list[ast.stmt] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an escape in a string that means nothing
        try:
            return ast.parse(without_magics(text)).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _is_stub(node: ast.stmt, chapter: Chapter) -> bool:
    """Return whether a definition still raises the error that it was given out with."""
    label = re.compile(rf"{chapter.number}\.\d+ ")
    return any(
        isinstance(part, ast.Raise)
        and isinstance(part.exc, ast.Call)
        and isinstance(part.exc.func, ast.Name)
        and part.exc.func.id == "NotImplementedError"
        and any(isinstance(a, ast.Constant) and label.match(str(a.value)) for a in part.exc.args)
        for part in ast.walk(node)
    )
