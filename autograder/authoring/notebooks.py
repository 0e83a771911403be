"""From a lesson and a stub to the notebook that a learner works in."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from autograder.authoring.stubs import Pieces, take_apart
from autograder.chapters import Chapter, read_text
from autograder.errors import CourseError

CHECK_IMPORT = "from autograder.learner import check"
HOW_TO = """\
This page is the lesson and your workbook in one.

1. Run its cells from top to bottom: Shift+Enter runs a cell and goes on to the next.
2. At each exercise, replace the line that raises `NotImplementedError` with your own code, and
   run the cell.
3. Run the `check` cell below it. It says what is right already and what to look at next."""

GIVEN = "What earlier chapters have built is given. Run the cell, and use it as you like."

_FENCE = re.compile(r"\s*(`{3,}(?!.*`)|~{3,})\s*(.*)")  # "```a```" in one line is no fence
_OPTION = re.compile(r":([\w-]+):\s*(.*)")
_EXERCISE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Part:
    """A piece of a lesson: Markdown (`md`), Python to run (`code`), or an exercise's name."""

    kind: str
    text: str
    line: int
    tags: tuple[str, ...] = ()


def make_notebook(chapter: Chapter, stub: str) -> bytes:
    """Return the notebook of a chapter, the same bytes every time.

    Raises:
        CourseError: if the lesson has a fault; names file and line.
    """
    pieces = take_apart(stub, chapter.exercises)
    parts = _with_setup(lesson_parts(chapter), pieces)
    cells = list(_cells(chapter, parts, pieces))
    tree = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    text = json.dumps(tree, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def lesson_parts(chapter: Chapter) -> list[Part]:
    """Return a chapter's lesson in parts, every exercise in it once; the first is the title.

    Raises:
        CourseError: for a missing title, an open fence, an exercise unknown, missing or twice.
    """
    place = chapter.lesson.relative_to(chapter.root).as_posix()
    text = read_text(chapter.lesson)
    parts = parse(text, place)
    if not parts or not parts[0].text.startswith("# "):
        raise CourseError(f"{place}:1: a lesson begins with its title, `# …`")
    _require_exercises(chapter, parts, place, len(text.rstrip().split("\n")))
    title, _, rest = parts[0].text.partition("\n")
    intro = [Part("md", rest.strip("\n"), parts[0].line + 1)] if rest.strip() else []
    return [replace(parts[0], text=title), *intro, *parts[1:]]


def parse(text: str, place: str) -> list[Part]:
    """Return the parts of a lesson's text; Markdown is divided before each `##` heading.

    Raises:
        CourseError: for a fence that is not closed.
    """
    parts: list[Part] = []
    for piece in _pieces(text, place):
        joins = parts and parts[-1].kind == piece.kind == "md"
        if joins and not piece.text.startswith("## "):
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text}\n{piece.text}")
        else:
            parts.append(piece)
    return [replace(part, text=part.text.strip("\n")) for part in parts if part.text.strip()]


def _pieces(text: str, place: str) -> Iterator[Part]:
    """Yield single lines of Markdown, whole fenced blocks, and exercises."""
    lines = enumerate(text.split("\n"), 1)
    for number, line in lines:
        if fence := _FENCE.fullmatch(line):
            block = _block(lines, fence[1], f"{place}:{number}")
            if fence[2].startswith("{code-cell}"):
                yield _code(block[:-1], number)
            else:
                yield Part("md", "\n".join([line, *block]), number)
        elif exercise := _EXERCISE.fullmatch(line.strip()):
            yield Part("exercise", exercise[1] or "?", number)
        else:
            yield Part("md", line, number)


def _block(lines: Iterator[tuple[int, str]], fence: str, place: str) -> list[str]:
    """Return the lines up to the one that closes `fence`, that one included.

    Where another block begins first, as long a fence with a word after it, the end was forgotten.
    """
    block = []
    for _, line in lines:
        block.append(line)
        if (mark := _FENCE.fullmatch(line)) and mark[1].startswith(fence):
            if not mark[2]:
                return block
            break
    raise CourseError(f"{place}: this fence is never closed: end the block with {fence}")


def _code(block: list[str], number: int) -> Part:
    """Return a code cell; of MyST's options at its head only `:tags:` matters in a notebook."""
    lines = textwrap.dedent("\n".join(block)).split("\n")
    tags: list[str] = []
    while lines and (option := _OPTION.fullmatch(lines[0])):
        if option[1] == "tags":
            tags = [tag.strip(" '\"") for tag in option[2].strip("[]").split(",")]
        lines = lines[1:]
    return Part("code", "\n".join(lines), number, tuple(tags))


def _require_exercises(chapter: Chapter, parts: list[Part], place: str, last: int) -> None:
    seen: dict[str, int] = {}
    for part in (part for part in parts if part.kind == "exercise"):
        here = f"{place}:{part.line}: `{{{{ {part.text} }}}}`"
        if part.text not in chapter.exercises:
            names = ", ".join(chapter.exercises)
            raise CourseError(f"{here} names no exercise: there are {names}")
        if part.text in seen:
            raise CourseError(f"{here} is there already in line {seen[part.text]}: keep one")
        seen[part.text] = part.line
    for name in chapter.exercises:
        if name not in seen:
            message = f"a line `{{{{ {name} }}}}` is missing: put it where the exercise belongs"
            raise CourseError(f"{place}:{last}: {message}")


def _with_setup(parts: list[Part], pieces: Pieces) -> list[Part]:
    """Put what the stub imports at the head of the first code cell, and what it gives below it.

    Where an exercise comes before the lesson's first code cell, a cell is put after the title.
    """
    place = next(i for i, part in enumerate(parts) if part.kind != "md")
    if parts[place].kind == "exercise":
        place = 1
        parts = [parts[0], Part("code", "", 0), *parts[1:]]
    lines = parts[place].text.split("\n")
    leading = set(takewhile(lambda line: line in pieces.imports, lines))
    # What the lesson imports after a line of its own stays there: `course` before `keras`.
    lifted = [line for line in pieces.imports if line in leading or line not in lines]
    own = "\n".join(line for line in lines if line not in lifted)
    blocks = ["\n".join(lifted), f"{CHECK_IMPORT}\n{own}"]
    text = "\n\n".join(block.strip() for block in blocks if block.strip())
    setup = [replace(parts[place], text=text)]
    if pieces.given:
        setup += [Part("md", GIVEN, 0), Part("code", "\n\n\n".join(pieces.given), 0)]
    return [*parts[:place], *setup, *parts[place + 1 :]]


def _cells(chapter: Chapter, parts: list[Part], pieces: Pieces) -> Iterator[dict[str, Any]]:
    yield _cell("markdown", "title", f"{parts[0].text}\n\n{HOW_TO}")
    numbers: Counter[str] = Counter()
    for part in parts[1:]:
        numbers[part.kind] += 1
        if part.kind == "exercise":
            name = part.text
            yield _cell("markdown", f"task-{name}", f"### Exercise {chapter.label(name)}")
            yield _cell("code", f"ex-{name}", pieces.exercises[name])
            yield _cell("code", f"check-{name}", f'check("{name}")')
        else:
            kind = "code" if part.kind == "code" else "markdown"
            yield _cell(kind, f"{part.kind}-{numbers[part.kind]}", part.text, part.tags)


def _cell(kind: str, name: str, text: str, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a cell whose id is `name`, so that it is the same at every build."""
    cell = {
        "cell_type": kind,
        "id": name,
        "metadata": {"tags": list(tags)} if tags else {},
        "source": text.splitlines(keepends=True),
    }
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell
