"""The account that `check` gives of a chapter, exercise by exercise."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.markup import escape

from autograder.chapters import Chapter
from autograder.cli.findings import exercise_line, outcome_lines, warning_lines
from autograder.cli.style import MARKS, plural, safe
from autograder.grading.results import Outcome, State
from autograder.learner.checking import Checked
from autograder.learner.exercises import exercises_of
from autograder.learner.pictures import save_first, with_picture
from autograder.learner.standing import is_new
from autograder.learner.verdict import not_looked_at
from autograder.learner.workfile import WorkFile


def account(checked: Checked, work: WorkFile) -> Iterator[str]:
    """Yield the lines of a chapter; explain the first exercise that was begun and is not done.

    Where the file is not Python no check could run: the one thing to mend is all that is told.
    """
    if work.fault:
        yield from _unread(checked)
        return
    new = {each.name for each in exercises_of(checked.chapter) if is_new(each, work)}
    first = _first_open(checked, new)
    for name in checked.by_exercise:
        if name in new and name != first:
            yield f"[dim]· {escape(name)}  not written yet[/]"
        elif name in (*checked.done, first):
            yield from _explained(checked, name)
        else:
            way = f"[dim]`autograder check {escape(name)}` says why[/]"
            yield f"{exercise_line(name, checked.by_exercise[name])}  {way}"
    counts = f"{len(checked.done)} of {plural(len(checked.by_exercise), 'exercise')} done"
    yield f"\n{escape(checked.chapter.name)}: {counts}"


def _unread(checked: Checked) -> Iterator[str]:
    """Yield what is wrong with a file that no check could be run on."""
    first, *rest = checked.outcomes[0].told.splitlines()
    yield f"{MARKS[State.FAILED]} {safe(first)}"
    yield from (f"  {safe(line)}" for line in rest)
    yield f"\n{escape(checked.chapter.name)}: nothing could be checked; mend this place first."


def _first_open(checked: Checked, new: set[str]) -> str | None:
    """Return the first exercise that was begun and is not done, else the first to begin."""
    open_ones = [name for name in checked.by_exercise if name not in checked.done]
    return next((name for name in open_ones if name not in new), next(iter(open_ones), None))


def _explained(checked: Checked, name: str) -> Iterator[str]:
    """Yield an exercise, its checks and their picture if one failed, and the warnings."""
    outcomes = checked.by_exercise[name]
    yield exercise_line(name, outcomes)
    if name not in checked.done:
        pictured = with_picture(outcomes)
        picture = _picture(checked.chapter, outcomes)
        yield from outcome_lines(outcomes, picture, pictured.grader if pictured else "")
    elif unseen := not_looked_at(checked.unseen(name)):
        yield f"  [dim]{escape(unseen)}[/]"
    yield from warning_lines(checked.warned.get(name, ()))


def _picture(chapter: Chapter, outcomes: Sequence[Outcome]) -> Path | None:
    """Draw the picture of the first failing check that has one; return where it lies."""
    with contextlib.suppress(OSError):  # a course opened for reading
        return save_first(chapter, outcomes)
    return None
