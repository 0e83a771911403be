"""The hints of an exercise as HTML: folds below a check that fails."""

from __future__ import annotations

import html

from markdown_it import MarkdownIt

from autograder.learner.exercises import Exercise
from autograder.learner.hints import hints_of

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def hints_html(exercise: Exercise) -> str:
    """Return the hints, each in a fold of its own inside of one; "" where there are none."""
    folds = "".join(
        _fold(html.escape(title), str(_MARKDOWN.render(text))) for title, text in hints_of(exercise)
    )
    return _fold("Stuck? Hints, one by one", folds) if folds else ""


def _fold(title: str, inside: str) -> str:
    summary = f'<summary style="cursor:pointer">{title}</summary>'
    return f'<details style="margin:.3em 0 .3em .8em">{summary}{inside}</details>'
