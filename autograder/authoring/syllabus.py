"""`exercises/syllabus.md`: every chapter with its hours, its sections and its exercises."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from autograder.authoring.lessons import lesson_parts
from autograder.chapters import MINUTES, Chapter

_TIME = re.compile(r"\*\*Time\.\*\* (About [^,.]+ hours)")
_HEADING = re.compile(r"^## (\d+[A-Z]) (.+)$", re.MULTILINE)


def syllabus(chapters: Sequence[Chapter]) -> bytes:
    """Return the page, from the lessons and solutions of the chapters.

    Raises:
        CourseError: if a lesson has a fault.
    """
    parts = ["# Syllabus", _legend(), *map(_section, chapters)]
    return ("\n\n".join(parts) + "\n").encode()


def _legend() -> str:
    times = [f"{'★' * stars} {MINUTES[stars]}" for stars in (1, 2, 3)]
    return (
        "What each chapter teaches, what is written in it, and how long it takes. By its stars an "
        f"exercise takes, in minutes, up to: {', '.join(times)}. A chapter has 100 points."
    )


def _section(chapter: Chapter) -> str:
    """Return what is said of one chapter."""
    title, *parts = lesson_parts(chapter)
    text = "\n".join(part.text for part in parts if part.kind == "md")
    hours, headings = _TIME.search(text), _HEADING.findall(text)
    nodes = {getattr(node, "name", ""): node for node in chapter.reference.tree.body}
    rows = [
        f"| {chapter.label(part.text)} | {'★' * part.stars} | {_task(nodes[part.text])} |"
        for part in parts
        if part.kind == "exercise"
    ]
    said = [
        f"#{title.text}",
        f"{hours[1]}." if hours else "",
        "; ".join(f"{letter} {name}" for letter, name in headings),
        "\n".join(["| exercise | | what it does |", "| --- | --- | --- |", *rows]),
    ]
    return "\n\n".join(filter(None, said))


def _task(node: ast.AST) -> str:
    """Return the first sentence of an exercise's docstring, as a cell of a table."""
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    first = (ast.get_docstring(node) or "").split("\n\n")[0]
    return " ".join(first.split()).replace("|", "\\|")
