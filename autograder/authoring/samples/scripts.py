"""An author's file as text: which statement binds a name, and the text with names exchanged."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from autograder.authoring.samples.scopes import bound_names, module_names
from autograder.errors import CourseError
from autograder.solution import Definition

# What a name of the module becomes, together with the attribute that is taken of it ("": none).
Renamed = Callable[[ast.Name, str], str]


@dataclass(frozen=True)
class Script:
    """The text of a file that lies at `place`."""

    place: str
    text: str

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The text, parsed."""
        return ast.parse(self.text)

    @functools.cached_property
    def bindings(self) -> dict[str, list[ast.stmt]]:
        """The statements that bind each name of the module."""
        found: dict[str, list[ast.stmt]] = {}
        for statement in self.tree.body:
            for name in bound_names([statement]):
                found.setdefault(name, []).append(statement)
        return found

    def rewritten(self, statements: Iterable[ast.stmt], renamed: Renamed) -> list[str]:
        """Return the lines of the whole text in which the names in some statements are exchanged.

        Raises:
            CourseError: if a name would mean something else after that; names file and line.
        """
        lines = [line.encode() for line in self.text.split("\n")]  # `ast` counts bytes
        edits = {edit for part in statements for edit in self._edits(part, renamed)}
        for line, start, old, new in sorted(edits, reverse=True):
            text, end = lines[line - 1], start + len(old.encode())
            if text[start:end] != old.encode():  # Python 3.11 loses count in some f-strings
                message = f"`{old}` is not where Python says: write it on one line, in no f-string"
                raise self.fault(line, message)
            lines[line - 1] = text[:start] + new.encode() + text[end:]
        return [line.decode() for line in lines]

    def fault(self, line: int, message: str) -> CourseError:
        """Return the error that says what is wrong in a line."""
        return CourseError(f"{self.place}:{line}: {message}")

    def _edits(self, part: ast.stmt, renamed: Renamed) -> Iterator[tuple[int, int, str, str]]:
        """Yield line, column, old and new text of each name in a statement that is exchanged."""
        whole = {node.value: node for node in ast.walk(part) if isinstance(node, ast.Attribute)}
        for name, local in module_names(part):
            attribute = whole[name].attr if name in whole else ""
            old, new = dotted(name.id, attribute), renamed(name, attribute)
            if new != old and new.partition(".")[0] in local:
                message = f"`{new}` is a local name where `{old}` is used: call it another name"
                raise self.fault(name.lineno, message)
            if new != old:
                yield name.lineno, name.col_offset, old, new
        if isinstance(part, Definition):
            new = renamed(ast.Name(part.name, lineno=part.lineno), "")
            line = self.text.split("\n")[part.lineno - 1]
            if new != part.name:
                yield part.lineno, line.index(part.name, line.index(" ")), part.name, new


def dotted(name: str, attribute: str) -> str:
    """Return how a name, or an attribute of it, is written."""
    return f"{name}.{attribute}" if attribute else name
