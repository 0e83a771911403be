"""From a reference solution to the stub that a learner fills in."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from autograder.chapters import Chapter
from autograder.solution import END, Definition, first_line

STUB_LINE = 'raise NotImplementedError("{label}")'


@dataclass(frozen=True)
class Pieces:
    """A stub or a solution taken apart: imports, what else the course gives, exercises by name."""

    imports: tuple[str, ...]
    given: tuple[str, ...]
    exercises: dict[str, str]


def make_stub(chapter: Chapter) -> str:
    """Return the solution's text with one raising line in place of what learners write.

    Raises:
        CourseError: if markers or docstrings are missing or misplaced; names file and line.
    """
    return chapter.reference.shown(lambda name: STUB_LINE.format(label=chapter.label(name)))


def take_apart(stub: str, exercises: tuple[str, ...]) -> Pieces:
    """Return the pieces of a stub or solution; of the module's own docstring nothing is kept."""
    lines = stub.split("\n")
    tree = ast.parse(stub)
    documented = ast.get_docstring(tree) is not None
    imports: list[str] = []
    given: list[str] = []
    found: dict[str, str] = {}
    for node in tree.body[documented:]:
        end = node.end_lineno or 0
        if end < len(lines) and lines[end].strip() == END:  # a comment is in no node
            end += 1
        text = "\n".join(lines[first_line(node) - 1 : end])
        if isinstance(node, Definition) and node.name in exercises:
            found[node.name] = text
        else:
            (imports if isinstance(node, ast.Import | ast.ImportFrom) else given).append(text)
    return Pieces(tuple(imports), tuple(given), found)
