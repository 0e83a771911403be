"""The questions of a lesson as their author writes them, in blocks ```` ```{quiz} ````.

A line says by its first sign what it is; what belongs to it is indented below.

    ? A question, in Markdown; as many as there are.
    - a wrong choice
      Why it is wrong.
    + the right choice
      Why it is right.

    ? A question whose answer is a number.
    = softmax(np.array([1.0, 2.0, 3.0]))[2] ± 0.005
      Why. The key is Python: the solution's functions and those of earlier chapters, `np`, `math`.

    ? An open question.
    > What to compare one's own answer with.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.authoring.lessons import Part, title_of
from autograder.chapters import Chapter, all_chapters
from autograder.errors import CourseError
from autograder.grading.modules import load_module
from autograder.quizzes import Option, Question, Quiz

SIGNS = "?+-=>"
FORM = "begin a line with ?, +, -, = or > and a space, or with two spaces where it goes on"
ANSWERS = "choices (`+ …`, `- …`), a key (`= …`) or what to compare with (`> …`)"
DIGITS = 10  # of a key: the last ones differ between computers


@dataclass
class _Item:
    """A line with its sign and all that is indented below it."""

    sign: str
    text: str
    place: str  # file:line
    below: list[str] = field(default_factory=list)

    @property
    def more(self) -> str:
        """What is below."""
        return _flowing(line[2:] for line in self.below)

    @property
    def whole(self) -> str:
        """The line and what is below."""
        return _flowing([self.text, *(line[2:] for line in self.below)])


def _flowing(lines: Iterable[str]) -> str:
    """Return Markdown with a line for each paragraph; code, indented by four spaces, as it is."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text)


def lesson_quizzes(chapter: Chapter, parts: Iterable[Part]) -> list[Quiz]:
    """Return the questions of all sections of a lesson, their keys computed.

    Raises:
        CourseError: for a block that is malformed or a key that is no number; names file and line.
    """
    place = chapter.lesson.relative_to(chapter.root).as_posix()
    names = functools.cache(lambda: _names(chapter))  # of no use where no section has questions
    return [
        Quiz(quiz.section, title, exercises, tuple(parse_quiz(quiz, place, names())))
        for title, quiz, exercises in _sections(parts)
    ]


def _sections(parts: Iterable[Part]) -> Iterator[tuple[str, Part, tuple[str, ...]]]:
    """Yield of each section that has questions its title, the questions and its exercises."""
    title, quiz = "", None
    exercises: list[str] = []
    for part in (*parts, Part("md", "## The end", 0)):
        if new := title_of(part):
            if quiz:
                yield title, quiz, tuple(exercises)
            title, quiz, exercises = new, None, []
        elif part.kind == "exercise":
            exercises.append(part.text)
        elif part.kind == "quiz":
            quiz = part


def parse_quiz(part: Part, place: str, names: dict[str, Any]) -> Iterator[Question]:
    """Yield the questions of one block; keys are evaluated with `names`.

    Raises:
        CourseError: for a fault; names file and line.
    """
    group: list[_Item] = []
    for item in _items(part, place):
        if item.sign == "?" and group:
            yield _question(group, names)
            group = []
        if item.sign != "?" and not group:
            raise CourseError(f"{item.place}: a quiz begins with a question: `? …`")
        group.append(item)
    yield _question(group, names)


def _items(part: Part, place: str) -> list[_Item]:
    items: list[_Item] = []
    for number, line in enumerate(part.text.split("\n"), part.line):
        here = f"{place}:{number}"
        if "$" in line:
            raise CourseError(f"{here}: a terminal draws no formula: write `code` in place of $…$")
        if line[:1] in SIGNS and line[1:2] == " " and line[2:].strip():
            items.append(_Item(line[0], line[2:].strip(), here))
        elif items and (not line.strip() or line.startswith("  ")):
            items[-1].below.append(line)
        elif line.strip():
            raise CourseError(f"{here}: {FORM}")
    return items


def _question(group: list[_Item], names: dict[str, Any]) -> Question:
    asked, *answers = group
    text = asked.whole
    signs = {item.sign for item in answers}
    if not answers:
        raise CourseError(f"{asked.place}: this question has no answer: add {ANSWERS}")
    if signs <= {"+", "-"}:
        return Question(text, choices=_choices(asked, answers))
    if len(answers) > 1:
        raise CourseError(f"{answers[1].place}: a question is answered in one way: by {ANSWERS}")
    (only,) = answers
    if only.sign == ">":
        return Question(text, answer=only.whole)
    number, tolerance = _key(only, names)
    return Question(
        *(text, (), number, tolerance, shown(number, tolerance)), answer=_reason(only, "key")
    )


def _choices(asked: _Item, answers: list[_Item]) -> tuple[Option, ...]:
    if [item.sign for item in answers].count("+") != 1 or len(answers) < 2:
        message = "give it one right choice (`+ …`) and at least one wrong one (`- …`)"
        raise CourseError(f"{asked.place}: {message}")
    return tuple(
        Option(item.text, _reason(item, "choice"), right=item.sign == "+") for item in answers
    )


def _reason(item: _Item, what: str) -> str:
    if not item.more:
        raise CourseError(f"{item.place}: say why below this {what}, indented by two spaces")
    return item.more


def _key(item: _Item, names: dict[str, Any]) -> tuple[float, float]:
    """Return the number that a key is, and the tolerance behind its `±`, 0 if there is none."""
    code, _, allowed = item.text.partition("±")
    return _number(item, code, names), abs(_number(item, allowed or "0", names))


def _number(item: _Item, code: str, names: dict[str, Any]) -> float:
    """Evaluate an author's own expression."""
    try:
        value = float(eval(code.strip(), dict(names)))
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        way = "write an expression of numbers, `np`, `math` and the solutions' functions"
        raise CourseError(f"{item.place}: `{code.strip()}` is no number ({fault}): {way}") from None
    if not math.isfinite(value):
        raise CourseError(f"{item.place}: `{code.strip()}` is {value}: a key is a finite number")
    return float(f"{value:.{DIGITS}g}") + 0.0  # no -0


def shown(number: float, tolerance: float) -> str:
    """Return a number with the digits that its tolerance leaves."""
    if not tolerance:
        return f"{number:,.{DIGITS}g}"
    text = f"{number:,.{max(0, math.ceil(-math.log10(2 * tolerance)))}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _names(chapter: Chapter) -> dict[str, Any]:
    """Return what a key may name: the functions of this chapter hide those of earlier ones."""
    names: dict[str, Any] = {"np": np, "math": math}
    for each in all_chapters(chapter.root):
        if each.number <= chapter.number and each.solution.exists():
            names |= vars(load_module(each.solution, f"solution_{each.name}"))
    return names
