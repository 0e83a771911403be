"""The imports of a composed file: those of the solution, and what the mistakes need besides."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from autograder.sandbox.worker.limits import HEAVY
from autograder.sandbox.worker.stand_ins import REPLACED

UNREACHABLE = REPLACED - HEAVY  # a submission finds stand-ins in the place of these packages

Import = ast.Import | ast.ImportFrom
Origin = tuple[str, str]  # the module, "" in `import numpy`; the name that is taken from it


class Imports:
    """The imports at the head of a module, to which others are added."""

    def __init__(self, tree: ast.Module) -> None:
        statements = [each for each in tree.body if isinstance(each, Import)]
        self.known = dict(_named(statements))  # what is called how
        body = tree.body[ast.get_docstring(tree) is not None :]
        head = [each for each in takewhile(_imports, body) if isinstance(each, Import)]
        self._head = dict(_named(head))
        self._first = body[0].lineno - 1  # lines before the head
        self._last = (head[-1].end_lineno or 0) if head else self._first
        self._added = False

    def add(self, statement: Import, name: str, free: Callable[[], str]) -> str:
        """Return what the thing that a statement imports as `name` is called here.

        It is imported under a free name if it is not known yet. "" stands for what no submission
        can import.
        """
        (origin,) = (origin for origin, local in _named([statement]) if local == name)
        if {part.partition(".")[0] for part in origin} & UNREACHABLE:
            return ""
        if origin not in self.known:
            self.known[origin] = self._head[origin] = free()
            self._added = True
        return self.known[origin]

    def put_into(self, lines: Sequence[str]) -> list[str]:
        """Return the lines of the module with all imports at its head."""
        if not self._added:
            return [*lines]
        gap = [""] if self._first == self._last else []
        return [*lines[: self._first], *self._block(), *gap, *lines[self._last :]]

    def _block(self) -> Iterator[str]:
        """Yield the lines of the imports, ordered as isort orders them."""
        before = None
        for section, is_from, module in sorted({_place(origin) for origin in self._head}):
            if before not in (None, section):
                yield ""
            before = section
            names = [
                name if local in (name, name.partition(".")[0]) else f"{name} as {local}"
                for (source, name), local in self._head.items()
                if (source, source or name) == (module if is_from else "", module)
            ]
            listed = ", ".join(sorted(names, key=_by_kind))
            yield f"from {module} import {listed}" if is_from else f"import {listed}"


def _imports(statement: ast.stmt) -> bool:
    return isinstance(statement, Import)


def _named(statements: Sequence[Import]) -> Iterator[tuple[Origin, str]]:
    """Yield where each imported name comes from, and what it is called."""
    for statement in statements:
        module = (statement.module or "") if isinstance(statement, ast.ImportFrom) else ""
        for alias in statement.names:
            local = alias.name if module else alias.name.partition(".")[0]
            yield (module, alias.name), alias.asname or local


def _place(origin: Origin) -> tuple[int, bool, str]:
    """Return what an import is ordered by: section, kind, module."""
    module = origin[0] or origin[1]
    top = module.partition(".")[0]
    section = 0 if top == "__future__" else 1 if top in sys.stdlib_module_names else 2
    return section, bool(origin[0]), module


def _by_kind(name: str) -> tuple[bool, bool, str]:
    """Order constants before classes before functions."""
    return not name.isupper(), not name[0].isupper(), name.lower()
