"""How the commands print where a learner stands: exercises, chapters, the whole course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from rich.markup import escape
from rich.table import Table

from autograder.chapters import Chapter
from autograder.cli.style import plural
from autograder.learner.exercises import hours
from autograder.learner.standing import Stand, Standing

HIDDEN = "Points are those of exercises whose checks all pass; the hidden graders ask more."
_MARKS = {
    Stand.DONE: "[green]✓[/]",
    Stand.BEGUN: "[red]✗[/]",
    Stand.CHANGED: "[yellow]?[/]",
    Stand.NEW: "[dim]·[/]",
}


def by_chapter(found: Sequence[Standing]) -> dict[Chapter, list[Standing]]:
    """Return the standings of each chapter."""
    return {c: list(each) for c, each in groupby(found, key=lambda s: s.exercise.chapter)}


def chapter_table(found: Sequence[Standing]) -> Table:
    """Return the exercises of a chapter, one row each."""
    table = Table.grid(padding=(0, 2))
    for justify in ("left", "left", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    for each in found:
        exercise = each.exercise
        label = f"  {_MARKS[each.stand]} {escape(exercise.label)}"
        table.add_row(label, "★" * exercise.stars, f"{exercise.points:g} points", _state(each))
    return table


def chapter_heading(title: str, found: Sequence[Standing]) -> str:
    """Return a chapter's title, its points so far, and the time that is left in it."""
    total, earned = points(found), points(e for e in found if e.done)
    left = sum(each.exercise.minutes for each in found if not each.done)
    time = f"about {hours(left)} left in this chapter" if left else "done"
    return f"[bold]{escape(title)}[/]  {earned:g} of {total:g} points, {time}"


def course_line(found: Sequence[Standing]) -> str:
    """Return how far the whole course is."""
    done = [each for each in found if each.done]
    counts = f"{len(done)} of {plural(len(found), 'exercise')} done"
    return f"The whole course: {counts}, {points(done):g} of {points(found):g} points."


def points(found: Iterable[Standing]) -> float:
    """Return the points of some standings together."""
    return sum(each.exercise.points for each in found)


def to_json(found: Sequence[Standing]) -> dict[str, Any]:
    """Return where a learner stands as plain data."""
    chapters = [
        {
            "chapter": chapter.name,
            "title": chapter.contents["title"],
            "score": points(each for each in group if each.done),
            "max_score": points(group),
            "minutes_left": sum(each.exercise.minutes for each in group if not each.done),
            "exercises": [_entry(each) for each in group],
        }
        for chapter, group in by_chapter(found).items()
    ]
    return {"chapters": chapters, "done": sum(each.done for each in found), "of": len(found)}


def _entry(found: Standing) -> dict[str, Any]:
    exercise = found.exercise
    return {
        "exercise": exercise.name,
        "label": exercise.label,
        "points": exercise.points,
        "stars": exercise.stars,
        "minutes": exercise.minutes,
        "state": found.stand.value,
        "passed": found.passed,
        "checks": found.checks,
    }


def _state(found: Standing) -> str:
    if found.stand is Stand.BEGUN:
        if not found.checks:
            return "gave no answer"
        return f"{found.passed} of {plural(found.checks, 'check')} pass"
    return f"[dim]{found.stand.value}[/]" if found.stand is Stand.NEW else found.stand.value
