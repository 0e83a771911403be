"""The text of a right answer, and edits of it: what stands in one place is replaced."""

from __future__ import annotations

import ast
import functools
import itertools
import re
from dataclasses import dataclass

_COMMENT = re.compile(r"  # .*$", re.MULTILINE)


@dataclass(frozen=True)
class Edit:
    """A replacement in a text: the bytes from `start` to `end` become `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Manuscript:
    """A right answer: `name` is "solution", or the name of the hand that wrote it."""

    name: str
    text: str

    @functools.cached_property
    def data(self) -> bytes:
        """The text as `ast` counts its columns."""
        return self.text.encode()

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The text, parsed."""
        return ast.parse(self.text)

    @functools.cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins; the first is empty, since lines count from 1."""
        lengths = (len(line) for line in self.data.split(b"\n"))
        return (0, *itertools.accumulate((n + 1 for n in lengths), initial=0))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node begins and ends."""
        begin = self.starts[getattr(node, "lineno", 1)] + getattr(node, "col_offset", 0)
        end = self.starts[getattr(node, "end_lineno", 1)] + getattr(node, "end_col_offset", 0)
        return begin, end

    def source(self, node: ast.AST) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.data[start:end].decode()

    def between(self, left: ast.AST, right: ast.AST) -> tuple[int, int, str]:
        """Return where what stands between two nodes begins and ends, and its text."""
        start, end = self.span(left)[1], self.span(right)[0]
        return start, end, self.data[start:end].decode()

    def replace(self, node: ast.AST, new: str) -> Edit:
        """Return the edit that puts a text in the place of a node."""
        return Edit(*self.span(node), new)

    def edited(self, edit: Edit) -> str:
        """Return the text with one edit made."""
        return (self.data[: edit.start] + edit.new.encode() + self.data[edit.end :]).decode()

    def lines(self, edit: Edit) -> tuple[str, str]:
        """Return the line that an edit changes, before and after, in single spaces.

        Several lines are one; comments are left out.
        """
        first = self.data.rfind(b"\n", 0, edit.start) + 1
        last = self.data.find(b"\n", edit.end)
        last = len(self.data) if last < 0 else last
        before = self.data[first:last].decode()
        head, tail = self.data[first : edit.start].decode(), self.data[edit.end : last].decode()
        return _in_one(before), _in_one(head + edit.new + tail)


def _in_one(text: str) -> str:
    return " ".join(_COMMENT.sub("", text).split())
