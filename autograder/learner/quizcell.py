"""`quiz("2C")` in a notebook: the questions of a section, with fields where these can be shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from autograder.addresses import chapter_in
from autograder.chapters import find_root
from autograder.errors import AutograderError, UsageError
from autograder.learner.quizwidget import quiz_box
from autograder.learner.quizzing import built_chapters, find_quiz
from autograder.quizpage import quiz_html
from autograder.quizzes import Quiz


class NotebookQuiz:
    """The questions of a section: fields to answer in, or folds where there are no ipywidgets."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """Return fields and folds: a page that shows no fields takes the folds."""
        bundle = {"text/plain": repr(self), "text/html": quiz_html(self.quiz)}
        try:
            fields = quiz_box(self.quiz)
        except ImportError:
            return bundle
        return {**fields._repr_mimebundle_(), **bundle}

    def __repr__(self) -> str:
        count = len(self.quiz.questions)
        return f"{self.quiz.title}: {count} questions. `autograder quiz {self.quiz.section}` asks."


def quiz(section: str = "") -> NotebookQuiz | None:
    """Show the questions of a section, such as "2C"; nobody gets points for them.

    Where nbgrader runs the notebook there is nobody to answer.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return None
    try:
        return NotebookQuiz(_quiz_of(section))
    except AutograderError as error:
        print(error)
        return None


def _quiz_of(section: str) -> Quiz:
    if not isinstance(section, str) or not section:
        raise UsageError('name the section in quotes, as in quiz("1B")')
    here = chapter_in(Path.cwd())  # the folder of the notebook, if Jupyter has started it
    return find_quiz([here] if here else built_chapters(find_root()), section)
