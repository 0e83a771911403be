"""How `check` and `watch` print what the checks of one exercise found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.markup import escape

from autograder.cli.style import MARKS, plural, safe, shown_path
from autograder.grading.results import Outcome, State
from autograder.learner.verdict import line_of, messages


def exercise_line(exercise: str, outcomes: Sequence[Outcome]) -> str:
    """Return the line that says how far an exercise is: the same in every command."""
    passed = sum(outcome.state is State.PASSED for outcome in outcomes)
    mark = MARKS[State.PASSED if passed == len(outcomes) else State.FAILED]
    counts = f"{passed} of {plural(len(outcomes), 'check')} pass"
    return f"{mark} [bold]{escape(exercise)}[/]  {counts}"


def outcome_lines(
    outcomes: Sequence[Outcome], picture: Path | None = None, pictured: str = ""
) -> Iterator[str]:
    """Yield the lines that show each outcome with its message; not-run ones without.

    `picture` is offered below the outcome of the check `pictured`.
    """
    for outcome, message in zip(outcomes, messages(outcomes), strict=True):
        yield f"  {MARKS[outcome.state]} {safe(line_of(outcome))}"
        yield from (f"      {safe(line)}" for line in message.splitlines())
        if picture and outcome.grader == pictured:
            yield f"      [cyan]Look at it: {escape(shown_path(picture))}[/]"


def warning_lines(warned: Sequence[str]) -> Iterator[str]:
    """Yield the lines that tell a learner about warnings."""
    yield from (f"  [yellow]{safe(line)}[/]" for line in warned)
