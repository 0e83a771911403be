"""Unfold one more hint of an exercise: a nudge, then the concept, then a worked step.

Example: `autograder hint softmax`
"""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

from autograder.chapters import find_root
from autograder.cli.pager import paged
from autograder.cli.prose import hint_parts
from autograder.errors import UsageError
from autograder.learner.exercises import Exercise, find_exercise
from autograder.learner.hints import unfold
from autograder.learner.progress import read_progress
from autograder.learner.section import section_of
from autograder.learner.standing import next_of, standings

app = typer.Typer()


@app.command(help=__doc__)
def hint(
    exercise: str = typer.Argument(
        "", metavar="[[CHAPTER/]EXERCISE]", help="Else the next that is not done."
    ),
    again: bool = typer.Option(False, "--again", help="Show what is unfolded, and no more."),
) -> None:
    """Print the hints that are unfolded, and how to go on."""
    root = find_root()
    found = find_exercise(root, exercise) if exercise else _next(root)
    unfolded = unfold(found, more=not again)
    last = _how_to_go_on(found, unfolded.left, said_before=not unfolded.new and not again)
    console = Console(highlight=False)
    with paged(console):
        if not exercise:
            console.print(f"[bold]{escape(found.title)}[/]")
        for part in hint_parts(unfolded, rendered=console.is_terminal):
            console.print(part, soft_wrap=isinstance(part, str))
        console.print(f"\n{last}", soft_wrap=True)


def _next(root: Path) -> Exercise:
    """Return the exercise that a learner is at.

    Raises:
        UsageError: if all are done.
    """
    found = next_of(standings(root, read_progress(root)))
    if found is None:
        raise UsageError("every exercise is done: name the one whose hints you want")
    return found


def _how_to_go_on(exercise: Exercise, left: int, said_before: bool) -> str:
    if left:
        more = "1 more hint is" if left == 1 else f"{left} more hints are"
        return f"{more} left: `autograder hint {escape(exercise.name)}` unfolds the next."
    title = section_of(exercise).title
    where = f" in the section «{escape(title)}»" if title else ""
    start = "There is no further hint." if said_before else "That is the last hint."
    way = f"`autograder next {escape(exercise.name)}` shows it"
    return f"{start} The lesson explains it{where}: {way}."
