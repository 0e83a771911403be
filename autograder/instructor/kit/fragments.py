"""The hidden files of a chapter in fragments: what each holds, line by line and body by body."""

from __future__ import annotations

import ast
import io
import re
import textwrap
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import autograder
from autograder.chapters import Chapter, read_text
from autograder.errors import CourseError

LINE = 20  # characters
# Of a number that nobody writes by chance. Thresholds have a point; a whole number of four digits
# is the size of a file, a number of rows and the area of a house, too.
DIGITS, WHOLE_DIGITS = 4, 6
NUMBER = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)")


@dataclass(frozen=True)
class Fragment:
    """A piece of hidden code: where it stands, and its text."""

    owner: str  # solutions/ch01_neuron/neuron.py:41 sigmoid
    code: str


def _name(chapter: Chapter, path: Path) -> str:
    return path.relative_to(chapter.root).as_posix()


def solution_bodies(chapter: Chapter) -> Iterator[Fragment]:
    """Yield the regions between the markers of a solution."""
    reference = chapter.reference
    for region in reference.regions:
        owner = f"{_name(chapter, chapter.solution)}:{region.begin + 1} {region.exercise}"
        yield Fragment(owner, reference.hidden(region))


def shown_text(chapter: Chapter) -> str:
    """Return what a chapter shows on purpose: its checks, and its solution without the regions."""
    return read_text(chapter.checks) + chapter.reference.shown(lambda exercise: "raise")


def engine_text() -> str:
    """Return the engine as a learner has it, which graders are written with and look like."""
    rooms = ("asserting", "grading", "sandbox", "learner")
    engine = Path(autograder.__file__).parent
    paths = [path for room in rooms for path in sorted((engine / room).rglob("*.py"))]
    return "\n".join(map(read_text, paths))


def hidden_files(chapter: Chapter) -> Iterator[Fragment]:
    """Yield the hidden files of a chapter that are there."""
    for path in sorted(chapter.graders.glob("*.py")):
        yield Fragment(_name(chapter, path), read_text(path))


def grader_bodies(chapter: Chapter) -> Iterator[Fragment]:
    """Yield the bodies of a chapter's graders and misconceptions, and of what these call.

    Decorators and docstrings are left out: messages and report lines are shown to learners. What
    is declared in a statement, `test_pure = pure(…)`, is a body of its own.
    """
    for file in hidden_files(chapter):
        lines = file.code.split("\n")
        for node in _parsed(file).body:
            if body := _hidden_part(node):
                start, end = body[0].lineno, body[-1].end_lineno
                code = textwrap.dedent("\n".join(lines[start - 1 : end]))
                yield Fragment(f"{file.owner}:{start} {_name_of(node)}", f"{code}\n")


def _hidden_part(node: ast.stmt) -> Sequence[ast.stmt]:
    """Return the statements of a definition that are hidden; a declaration is hidden as a whole."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.body[ast.get_docstring(node) is not None :]
    is_declared = isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    return [node] if is_declared else []


def _name_of(node: ast.stmt) -> str:
    name = getattr(node, "name", "") or ast.unparse(getattr(node, "targets", [node])[0])
    return str(name)


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
    if "import" not in fragment.code:
        return set()
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
            least = DIGITS if "." in found else WHOLE_DIGITS
            if len(found.replace(".", "").strip("0")) >= least:
                yield found, f"{fragment.owner}:{token.start[0]}"


def digits(number: str) -> str:
    """Return a number's digits without zeros at either end and without separators."""
    text = number.replace("_", "").lower().partition("e")[0]
    return text.strip("0") if "." in text else text.rstrip("0")
