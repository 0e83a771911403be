"""The table of a class that `grade` prints: scores, and why points were lost."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from autograder.cli.style import safe
from autograder.grading.results import Outcome, Result, State, by_exercise

NAME = 32  # columns for a name: one that is longer does not push the scores off the screen


def class_table(results: Sequence[Result]) -> Table:
    """Return the table of a class: a score, a reason, and the names of the mistakes."""
    several = len({result.chapter for result in results}) > 1
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Student", no_wrap=True, max_width=NAME, overflow="ellipsis")
    if several:
        table.add_column("Chapter", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True, min_width=6)
    table.add_column("Reason", overflow="fold")
    for result in results:
        chapter = [safe(result.chapter)] if several else []
        reason = "\n".join(map(safe, reasons(result)))
        table.add_row(safe(result.student), *chapter, _score(result), reason)
    return table


def reasons(result: Result) -> list[str]:
    """Return why points were lost: one line for each exercise, mistakes by their name."""
    if not result.outcomes:
        return [result.summary, *result.notes[:1]]
    if result.refused or result.score == result.max_score:
        return [result.summary]
    if result.score == 0:  # one reason for all: what stopped the file, or the first failure
        failed = next(o for o in result.outcomes if o.state is not State.PASSED)
        return [result.notes[0] if result.notes else _reason([failed])]
    lost = (o for o in result.outcomes if o.state in (State.FAILED, State.BROKEN))
    return [_reason(group) for group in by_exercise(lost).values()]


def _score(result: Result) -> str:
    if result.needs_review:
        return "[yellow]review[/]"
    colour = "green" if result.score == result.max_score else "red" if not result.score else "bold"
    return f"[{colour}]{result.score:g}[/]"


def _reason(failed: Sequence[Outcome]) -> str:
    """Return why an exercise lost points: the mistake's name, a relation, or the first message."""
    exercise = failed[0].exercise
    if named := next((outcome.misconception for outcome in failed if outcome.misconception), None):
        return f"{exercise}: {named.replace('_', ' ')}"
    if relation := next((outcome.relation for outcome in failed if outcome.relation), ""):
        return f"{exercise}: {relation}"
    text = failed[0].message.partition("\n")[0]
    return text if text.startswith(f"`{exercise}`") else f"{exercise}: {text}"
