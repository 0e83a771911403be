"""How the commands print: marks, tables and what a learner's message looks like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table

from autograder.grading.results import Outcome, Result, State, by_exercise

MARKS = {
    State.PASSED: "[green]✓[/]",
    State.FAILED: "[red]✗[/]",
    State.NOT_RUN: "[dim]–[/]",
    State.BROKEN: "[yellow]![/]",
}


def plural(number: int, noun: str) -> str:
    """Return `1 check` or `3 checks`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def outcome_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the lines that show each outcome with its message; not-run ones without."""
    from autograder.learner.verdict import messages

    for outcome, message in zip(outcomes, messages(outcomes), strict=True):
        yield f"  {MARKS[outcome.state]} {safe(outcome.line)}"
        yield from (f"      {safe(line)}" for line in message.splitlines())


def warning_lines(warned: Sequence[str]) -> Iterator[str]:
    """Yield the lines that tell a learner about warnings."""
    yield from (f"  [yellow]{safe(line)}[/]" for line in warned)


def safe(text: str) -> str:
    """Return text of a submission as it may be printed: no control character, no markup."""
    return escape("".join(c if c.isprintable() else "�" for c in text))


def class_table(results: Sequence[Result]) -> Table:
    """Return the table of a class: a score, a reason, and the names of the mistakes."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Student", no_wrap=True)
    if len({result.chapter for result in results}) > 1:
        table.add_column("Chapter", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Reason", overflow="fold")
    for result in results:
        cells = [safe(result.student)]
        if len(table.columns) == 4:
            cells.append(safe(result.chapter))
        table.add_row(*cells, _score(result), "\n".join(map(safe, reasons(result))))
    return table


def _score(result: Result) -> str:
    if result.needs_review:
        return "[yellow]review[/]"
    colour = "green" if result.score == result.max_score else "red" if not result.score else "bold"
    return f"[{colour}]{result.score:g}[/]"


def reasons(result: Result) -> list[str]:
    """Return why points were lost: one line for each exercise, mistakes by their name."""
    if result.refused or not result.outcomes:
        return [result.summary, *result.notes[:1]] if not result.outcomes else [result.summary]
    if result.score == result.max_score:
        return [result.summary]
    if result.score == 0:  # one reason for all: what stopped the file, or the first failure
        failed = next(o for o in result.outcomes if o.state is not State.PASSED)
        return [result.notes[0] if result.notes else _reason([failed])]
    lost = (o for o in result.outcomes if o.state in (State.FAILED, State.BROKEN))
    return [_reason(group) for group in by_exercise(lost).values()]


def _reason(failed: Sequence[Outcome]) -> str:
    """Return why an exercise lost points: the mistake's name, else the first message."""
    exercise = failed[0].exercise
    if named := next((outcome.misconception for outcome in failed if outcome.misconception), None):
        return f"{exercise}: {named.replace('_', ' ')}"
    text = _short(failed[0])
    return text if text.startswith(f"`{exercise}`") else f"{exercise}: {text}"


def _short(outcome: Outcome) -> str:
    return outcome.message.partition("\n")[0]
