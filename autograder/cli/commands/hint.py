"""Unfold one more hint of an exercise: a nudge, then the concept, then a worked step.

Example: `autograder hint softmax`
"""

from __future__ import annotations

import typer
from rich.console import Console
from rich.markup import escape

from autograder.chapters import find_root
from autograder.cli.prose import hint_parts
from autograder.learner.exercises import Exercise, find_exercise
from autograder.learner.hints import unfold
from autograder.learner.section import section_of

app = typer.Typer()


@app.command(help=__doc__)
def hint(
    exercise: str = typer.Argument(metavar="[CHAPTER/]EXERCISE", help="For example softmax."),
    again: bool = typer.Option(False, "--again", help="Show what is unfolded, and no more."),
) -> None:
    """Print the hints that are unfolded, and how to go on."""
    found = find_exercise(find_root(), exercise)
    unfolded = unfold(found, more=not again)
    console = Console(highlight=False)
    for part in hint_parts(unfolded, rendered=console.is_terminal):
        console.print(part, soft_wrap=isinstance(part, str))
    last = _how_to_go_on(found, unfolded.left, said_before=not unfolded.new and not again)
    console.print(f"\n{last}", soft_wrap=True)


def _how_to_go_on(exercise: Exercise, left: int, said_before: bool) -> str:
    if left:
        more = "1 more hint is" if left == 1 else f"{left} more hints are"
        return f"{more} left: `autograder hint {escape(exercise.name)}` unfolds the next."
    title = section_of(exercise).title
    where = f" in the section «{escape(title)}»" if title else ""
    start = "There is no further hint." if said_before else "That is the last hint."
    way = f"`autograder next {escape(exercise.name)}` shows it"
    return f"{start} The lesson explains it{where}: {way}."
