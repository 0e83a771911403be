"""The hidden files of a chapter in fragments: what each holds, line by line and body by body."""

from __future__ import annotations

import ast
import io
import re
import textwrap
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.chapters import BEGIN, END, Chapter, read_text
from autograder.errors import CourseError

LINE = 20  # characters
DIGITS = 4  # of a number that nobody writes by chance
NUMBER = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)")
_REGION = re.compile(rf"^[ \t]*{BEGIN}[ \t]*\n(.*?)^[ \t]*{END}[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADER = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Fragment:
    """A piece of hidden code: where it stands, and its text."""

    owner: str  # solutions/ch01_neuron/neuron.py:41 sigmoid
    code: str


def _name(chapter: Chapter, path: Path) -> str:
    return path.relative_to(chapter.root).as_posix()


def solution_bodies(chapter: Chapter) -> Iterator[Fragment]:
    """Yield the regions between the markers of a solution."""
    text = read_text(chapter.solution)
    for match in _REGION.finditer(text):
        line = text.count("\n", 0, match.start(1)) + 1
        code = textwrap.dedent(match[1])
        exercise = _HEADER.findall(text, 0, match.start())[-1:]
        owner = f"{_name(chapter, chapter.solution)}:{line}"
        yield Fragment(" ".join([owner, *exercise]), code)


def shown_text(chapter: Chapter) -> str:
    """Return what a chapter shows on purpose: its checks, and its solution without the regions."""
    return read_text(chapter.checks) + _REGION.sub("raise", read_text(chapter.solution))


def hidden_files(chapter: Chapter) -> Iterator[Fragment]:
    """Yield the hidden files of a chapter that are there."""
    for path in sorted(chapter.graders.glob("*.py")):
        yield Fragment(_name(chapter, path), read_text(path))


def grader_bodies(chapter: Chapter) -> Iterator[Fragment]:
    """Yield the bodies of a chapter's graders and misconceptions, and of what these call.

    Decorators and docstrings are left out: messages and report lines are shown to learners.
    """
    for file in hidden_files(chapter):
        lines = file.code.split("\n")
        for node in _parsed(file).body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            body = node.body[ast.get_docstring(node) is not None :]
            if body:
                start = body[0].lineno
                code = textwrap.dedent("\n".join(lines[start - 1 : node.end_lineno]))
                yield Fragment(f"{file.owner}:{start} {node.name}", f"{code}\n")


def _parsed(file: Fragment) -> ast.Module:
    try:
        return ast.parse(file.code)
    except SyntaxError as error:
        raise CourseError(f"{file.owner}:{error.lineno}: {error.msg}") from None


def significant_lines(fragment: Fragment) -> Iterator[tuple[str, str]]:
    """Yield the lines of code that would give something away, without spaces, and their owners.

    Left out are imports, docstrings, messages, decorators, headers, hints and short lines.
    """
    lines: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(fragment.code).readline):
        is_text = token.type == tokenize.STRING and "\n" in token.string
        if token.type != tokenize.COMMENT and not is_text:
            text = re.sub(r"\s+", "", token.string)
            lines[token.start[0]] = lines.get(token.start[0], "") + text
    imports = _import_lines(fragment)
    for number, line in lines.items():
        starts = ('"', 'f"', "@", "def", "hint=")
        if len(line) >= LINE and not line.startswith(starts) and number not in imports:
            yield line, fragment.owner if ":" in fragment.owner else f"{fragment.owner}:{number}"


def _import_lines(fragment: Fragment) -> set[int]:
    try:
        nodes = list(ast.walk(ast.parse(fragment.code)))
    except SyntaxError:  # a region need not be a module
        return set()
    return {
        number
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def squeezed_lines(text: str) -> set[str]:
    """Return the lines of a text without spaces, each with its comment and without."""
    found = {re.sub(r"\s+", "", line) for line in text.splitlines()}
    return found | {line.partition("#")[0] for line in found}


def significant_numbers(fragment: Fragment) -> Iterator[tuple[str, str]]:
    """Yield the digits of the literals that nobody writes by chance, and their owners."""
    for token in tokenize.generate_tokens(io.StringIO(fragment.code).readline):
        if token.type == tokenize.NUMBER:
            found = digits(token.string)
            if len(found.strip("0").replace(".", "")) >= DIGITS:
                yield found, f"{fragment.owner}:{token.start[0]}"


def digits(number: str) -> str:
    """Return a number's digits without zeros at either end and without separators."""
    text = number.replace("_", "").lower().partition("e")[0]
    return text.strip("0") if "." in text else text.rstrip("0")
