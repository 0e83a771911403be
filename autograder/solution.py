"""A reference solution, parsed once: its exercises, and what stands between the markers."""

from __future__ import annotations

import ast
import functools
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograder.errors import CourseError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_MARKER = re.compile(r"#+\s*(BEGIN|END)\s+SOLUTION", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,49}")  # becomes part of a notebook cell's id

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Region:
    """A solution between its two markers; lines count from 1 and include the markers."""

    begin: int
    end: int
    exercise: str


@dataclass(frozen=True)
class Reference:
    """The reference solution of a chapter."""

    text: str
    tree: ast.Module
    regions: tuple[Region, ...]

    @classmethod
    @functools.cache
    def parse(cls, text: str, place: str) -> Reference:
        """Return the solution in a text that lies at `place`; the same text is read once.

        Raises:
            CourseError: if markers or docstrings are missing or misplaced; names file and line.
        """
        tree = _parse(text, place)
        regions = tuple(_regions(text.split("\n"), tree, place))
        _require_names(tree, {region.exercise for region in regions}, place)
        reference = cls(text, tree, regions)
        _parse(reference.shown(lambda exercise: "raise"), f"{place} without its solutions")
        return reference

    @property
    def exercises(self) -> tuple[str, ...]:
        """The names of the functions and classes that a learner writes, in their order."""
        return tuple(dict.fromkeys(region.exercise for region in self.regions))

    def shown(self, line: Callable[[str], str]) -> str:
        """Return the text with one line for what learners write, by the exercise it belongs to."""
        lines = self.text.split("\n")
        for region in reversed(self.regions):
            marker = lines[region.begin - 1]
            indent = marker[: _indent(marker)]
            lines[region.begin - 1 : region.end] = [indent + line(region.exercise)]
        return "\n".join(lines)

    def hidden(self, region: Region) -> str:
        """Return what stands between the markers of a region, without its indent."""
        lines = self.text.split("\n")[region.begin : region.end - 1]
        return textwrap.dedent("\n".join([*lines, ""]))


def _parse(text: str, place: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise CourseError(f"{place}:{line}: this is not Python: {error.args[0]}") from None


def _regions(lines: list[str], tree: ast.Module, place: str) -> Iterator[Region]:
    """Yield the solutions in a file's lines, each checked."""
    begin = 0
    for number, kind in _markers(lines, place):
        if kind == BEGIN and begin:
            raise _fault(place, number, f"BEGIN SOLUTION inside the one of line {begin}")
        if kind == END and not begin:
            raise _fault(place, number, "END SOLUTION without BEGIN SOLUTION")
        if kind == END:
            yield _region(lines, tree, begin, number, place)
        begin = number if kind == BEGIN else 0
    if begin:
        raise _fault(place, begin, "BEGIN SOLUTION without END SOLUTION")


def _markers(lines: list[str], place: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if match := _MARKER.search(line):
            marker = BEGIN if match[1].upper() == "BEGIN" else END
            if line.strip() != marker:
                raise _fault(place, number, f"write `{marker}`, alone on its line")
            yield number, marker


def _region(lines: list[str], tree: ast.Module, begin: int, end: int, place: str) -> Region:
    """Return the region between two markers of one function.

    Raises:
        CourseError: if they are in no function, in two, or cut through a statement or docstring.
    """
    indents = [_indent(lines[number - 1]) for number in (begin, end)]
    exercise, function = _owner(tree, begin, indents[0], f"{place}:{begin}: BEGIN SOLUTION")
    _, closed = _owner(tree, end, indents[1], f"{place}:{end}: END SOLUTION")
    if closed is not function or indents[0] != indents[1]:
        message = f"END SOLUTION is not in the function and at the indent of line {begin}"
        raise _fault(place, end, message)
    _require_docstring_first(function, begin, place)
    _require_whole_statements(function, begin, end, place)
    return Region(begin, end, exercise.name)


def _owner(tree: ast.Module, line: int, indent: int, marker: str) -> tuple[Definition, Definition]:
    """Return the exercise and the function that a marker is in.

    A comment after the last statement is outside of the node, so the indent decides.
    """
    top = next((node for node in reversed(tree.body) if first_line(node) < line), None)
    if isinstance(top, ast.FunctionDef | ast.ClassDef):
        inside = [
            node
            for node in ast.walk(top)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.lineno < line
            and node.col_offset < indent
        ]
        if inside:
            return top, max(inside, key=lambda node: node.lineno)
    raise CourseError(f"{marker} outside of a function")


def _require_docstring_first(function: Definition, begin: int, place: str) -> None:
    first = function.body[0]
    if ast.get_docstring(function) is not None and begin <= (first.end_lineno or 0):
        raise _fault(place, begin, f"BEGIN SOLUTION before the docstring of `{function.name}`")


def _require_whole_statements(function: Definition, begin: int, end: int, place: str) -> None:
    """Ask that every statement is inside the solution, outside, or a block around it."""
    spans = []
    for node in ast.walk(function):
        if isinstance(node, ast.stmt) and node is not function:
            block = hasattr(node, "body") or isinstance(node, ast.Match)
            spans.append((first_line(node), node.end_lineno or 0, block))
    for first, last, block in spans:
        touches = first < end and begin < last
        if touches and not (begin < first and last < end) and not (first < begin and block):
            raise _fault(place, first, "a solution's marker cuts through this statement")
    if not any(begin < first and last < end for first, last, _ in spans):
        raise _fault(place, begin, "no code between BEGIN SOLUTION and END SOLUTION")


def _require_names(tree: ast.Module, exercises: set[str], place: str) -> None:
    """Ask that there are exercises, each with a docstring and a name of its own."""
    if not exercises:
        raise _fault(place, 1, f"no exercise: put `{BEGIN}` and `{END}` round a function's body")
    seen = set()
    for node in tree.body:
        if not isinstance(node, Definition) or node.name not in exercises:
            continue
        if ast.get_docstring(node) is None:
            raise _fault(place, node.lineno, f"`{node.name}` has no docstring: it is the task")
        if node.name in seen:
            raise _fault(place, node.lineno, f"`{node.name}` is defined for the second time")
        if not _NAME.fullmatch(node.name):
            raise _fault(place, node.lineno, f"`{node.name}`: at most 50 letters from a to z")
        seen.add(node.name)


def first_line(node: ast.stmt) -> int:
    """Return the line at which a statement begins, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _fault(place: str, line: int, message: str) -> CourseError:
    return CourseError(f"{place}:{line}: {message}")
