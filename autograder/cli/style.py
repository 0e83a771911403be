"""How the commands print: marks, counts, paths, and text that others wrote."""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape

from autograder.grading.results import State

MARKS = {
    State.PASSED: "[green]✓[/]",
    State.FAILED: "[red]✗[/]",
    State.NOT_RUN: "[dim]–[/]",
    State.BROKEN: "[yellow]![/]",
}


def plural(number: int, noun: str) -> str:
    """Return `1 check` or `3 checks`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def duration(seconds: float) -> str:
    """Return a time as it is read: `4.2 s`, `41 s`, `3 min 20 s`."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes:
        return f"{minutes} min {rest} s"
    return f"{rest} s" if rest >= 10 else f"{seconds:.2g} s"


def safe(text: str) -> str:
    """Return text of a submission as it may be printed: no control character, no markup."""
    return escape("".join(c if c.isprintable() else "�" for c in text))


def shown_path(path: Path, line: int = 0) -> str:
    """Return a path as seen from the working folder; with its line, editors open it there."""
    here = Path.cwd()
    text = path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
    return f"{text}:{line}" if line else text
