"""The parts of a lesson: prose, code to run, and the places of its exercises and questions."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.chapters import SECTION, Chapter, read_text
from autograder.errors import CourseError

_FENCE = re.compile(r"\s*(`{3,}(?!.*`)|~{3,})\s*(.*)")  # "```a```" in one line is no fence
_OPTION = re.compile(r":([\w-]+):\s*(.*)")
_EXERCISE = re.compile(r"\{\{\s*(.*?)\s*(★{0,3})\s*\}\}")
_SECTION = re.compile(rf"{SECTION}(?= )")


@dataclass(frozen=True)
class Part:
    """A piece of a lesson: Markdown (`md`), Python (`code`), an exercise's name, or a `quiz`."""

    kind: str
    text: str
    line: int
    tags: tuple[str, ...] = ()
    stars: int = 0  # of an exercise: how long it takes, from 1 to 3; 0 where nobody said
    section: str = ""  # of a quiz: the name of its section, as in `2C`


def lesson_parts(chapter: Chapter) -> list[Part]:
    """Return a chapter's lesson in parts, every exercise in it once; the first is the title.

    Raises:
        CourseError: for a missing title, an open fence, an exercise that is unknown, missing,
            twice there or in another place than in the solution, or a quiz without a section.
    """
    place = chapter.lesson.relative_to(chapter.root).as_posix()
    text = read_text(chapter.lesson)
    parts = parse(text, place)
    if not parts or not parts[0].text.startswith("# "):
        raise CourseError(f"{place}:1: a lesson begins with its title, `# …`")
    _require_exercises(chapter, parts, place, len(text.rstrip().split("\n")))
    parts = list(_with_sections(parts, place))
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
            elif fence[2].startswith("{quiz}"):
                yield _quiz(block[:-1], number, place)
            else:
                yield Part("md", "\n".join([line, *block]), number)
        elif exercise := _EXERCISE.fullmatch(line.strip()):
            yield Part("exercise", exercise[1] or "?", number, stars=len(exercise[2]))
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


def _quiz(block: list[str], number: int, place: str) -> Part:
    """Return the questions of a section; the part's line is that of the first one."""
    first = next((i for i, line in enumerate(block) if line.strip()), None)
    if first is None:
        raise CourseError(f"{place}:{number}: this quiz is empty: write a question, `? …`")
    return Part("quiz", "\n".join(block[first:]), number + 1 + first)


def _with_sections(parts: list[Part], place: str) -> Iterator[Part]:
    """Yield the parts, each quiz with the name of its section."""
    section = ""
    seen: dict[str, int] = {}
    for part in parts:
        here = f"{place}:{part.line}"
        if title := title_of(part):
            section = found[0] if (found := _SECTION.match(title)) else ""
        if part.kind == "quiz" and not section:
            raise CourseError(f"{here}: a quiz stands in a section with a name: `## 1B …`")
        if part.kind == "quiz" and section in seen:
            message = f"section {section} has questions in line {seen[section]}: put them together"
            raise CourseError(f"{here}: {message}")
        if part.kind == "quiz":
            seen[section] = part.line
            part = replace(part, section=section)
        yield part


def title_of(part: Part) -> str:
    """Return the title of the section that begins with a part, "" if none does."""
    first = part.text.partition("\n")[0]
    return first[3:].strip() if part.kind == "md" and first.startswith("## ") else ""


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
    for name, wanted in zip(seen, chapter.exercises, strict=True):
        if name != wanted:  # its number is its place in the solution
            message = f"here {chapter.solution.name} has {wanted}: give both the same order"
            raise CourseError(f"{place}:{seen[name]}: `{{{{ {name} }}}}`: {message}")
