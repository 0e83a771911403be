"""`overview()` in the start notebook: every chapter, how far it is, and where to begin."""

from __future__ import annotations

import html
import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from autograder.chapters import Chapter, find_root
from autograder.errors import AutograderError
from autograder.learner.progress import read_progress
from autograder.learner.standing import Stand, Standing, next_of, standings


class Overview:
    """Where a learner stands: shown as a table with links in a notebook, as lines elsewhere."""

    def __init__(self, found: Sequence[Standing]) -> None:
        self.found = found

    def _repr_html_(self) -> str:
        rows = "".join(map(_row, self._chapters()))
        return f'<table style="text-align:left">{rows}</table><p>{html.escape(self._next())}</p>'

    def __repr__(self) -> str:
        lines = [f"{chapter.contents['title']}: {_counts(each)}" for chapter, each in
                 self._chapters()]  # fmt: skip
        return "\n".join([*lines, self._next()])

    def _chapters(self) -> list[tuple[Chapter, list[Standing]]]:
        groups = groupby(self.found, key=lambda each: each.exercise.chapter)
        return [(chapter, list(each)) for chapter, each in groups]

    def _next(self) -> str:
        following = next_of(self.found)
        return f"Next: {following.title}" if following else "Every exercise is done."


def _row(entry: tuple[Chapter, list[Standing]]) -> str:
    chapter, found = entry
    title = html.escape(chapter.contents["title"])
    link = f'<a href="{chapter.name}/{chapter.module}.ipynb">{title}</a>'
    marks = "".join("●" if each.done else "○" for each in found)
    return f"<tr><td>{link}</td><td>{marks}</td><td>{_counts(found)}</td></tr>"


def _counts(found: list[Standing]) -> str:
    return f"{sum(each.done for each in found)} of {len(found)} exercises done"


def overview() -> Overview | None:
    """Show how far each chapter is, told from what its checks said last.

    Where nbgrader runs the notebook there is nobody to read it.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return None
    try:
        root = find_root()
        progress = read_progress(root)
        found = standings(root, progress)
        passed = (each.done or each.exercise.key in progress.notebook for each in found)
        return Overview(
            [
                replace(each, stand=Stand.DONE) if done else each
                for each, done in zip(found, passed, strict=True)
            ]
        )
    except AutograderError as error:
        print(error)
        return None
