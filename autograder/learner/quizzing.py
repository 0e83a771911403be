"""Which questions are meant, and whether an answer to one is right."""

from __future__ import annotations

import math
import re
from pathlib import Path

from autograder.chapters import CONTENTS, SECTION, Chapter, all_chapters, find_chapter
from autograder.errors import UsageError
from autograder.learner.exercises import Exercise
from autograder.quizzes import Question, Quiz, quizzes_of

LETTERS = "ABCDEFGHIJ"
_CHAPTER = re.compile(r"\d+")  # at the head of a section's name
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")


def find_quizzes(root: Path, text: str) -> list[Quiz]:
    """Return the questions of a section, `2C`, or of all sections of a chapter, `ch02`.

    Raises:
        UsageError: if there are none; the message names those that there are.
    """
    if re.fullmatch(SECTION, text.upper()):
        return [find_quiz(built_chapters(root), text)]
    found = list(quizzes_of(chapter := find_chapter(root, text)))
    if not found:
        raise UsageError(f"{chapter.name} has no questions")
    return found


def find_quiz(chapters: list[Chapter], section: str) -> Quiz:
    """Return the questions of a section; its letter may be a small one.

    Raises:
        UsageError: if there are none; the message names those of the same chapter.
    """
    known = [quiz for chapter in chapters for quiz in quizzes_of(chapter)]
    for quiz in known:
        if quiz.section == section.upper():
            return quiz
    same = [q.section for q in known if _chapter(q.section) == _chapter(section)]
    listed = ", ".join(same or [q.section for q in known]) or "none"
    raise UsageError(f"no section {section!r} has questions: there are {listed}")


def _chapter(section: str) -> str:
    found = _CHAPTER.match(section)
    return found[0] if found else ""


def quiz_at(exercise: Exercise) -> Quiz | None:
    """Return the questions of the section that an exercise stands in."""
    found = quizzes_of(exercise.chapter)
    return next((quiz for quiz in found if exercise.name in quiz.exercises), None)


def quiz_after(root: Path, quiz: Quiz) -> Quiz | None:
    """Return the questions that come next in the course."""
    known = [each for chapter in built_chapters(root) for each in quizzes_of(chapter)]
    return next(iter(known[known.index(quiz) + 1 :]), None)


def built_chapters(root: Path) -> list[Chapter]:
    """Return the chapters that a learner has."""
    return [each for each in all_chapters(root) if (each.exercises_folder / CONTENTS).exists()]


def choice_in(question: Question, text: str) -> int | None:
    """Return which choice a letter means; None for anything else."""
    place = LETTERS.find(text.strip().upper() or "?")
    return place if 0 <= place < len(question.choices) else None


def number_in(text: str) -> float | None:
    """Return the number that was typed: `0.5`, `0,5`, `1/2`, `269,322`; None if it is none."""
    plain = text.strip().replace("\N{MINUS SIGN}", "-").replace(" ", "")
    plain = plain.replace(",", "" if _THOUSANDS.fullmatch(plain) else ".")
    above, _, below = plain.partition("/")
    try:
        value = float(above) / float(below or 1)
    except (ValueError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


def nudge_of(question: Question, number: float) -> str:
    """Return which way a wrong number is wrong."""
    assert question.number is not None
    if is_right(question, -number):
        return "The size is right, the sign is not."
    return f"The answer is {'smaller' if number > question.number else 'larger'}."


def is_right(question: Question, number: float) -> bool:
    """Return whether a number is the answer, within its tolerance.

    Where it has one, two digits are enough, if they are rounded as they should be.
    """
    assert question.number is not None
    near = max(question.tolerance, 1e-9)
    rounded = float(f"{question.number:.2g}")
    is_rounded = question.tolerance > 0 and math.isclose(number, rounded, rel_tol=1e-9)
    is_near = math.isclose(number, question.number, rel_tol=1e-9, abs_tol=near * (1 + 1e-9))
    return is_near or is_rounded
