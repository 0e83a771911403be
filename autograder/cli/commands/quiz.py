"""Ask the questions of a section of the lesson: they give no points.

Example: `autograder quiz 1B`
"""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from autograder.chapters import find_root
from autograder.cli.asking import Asking, Stopped
from autograder.errors import UsageError
from autograder.learner.progress import read_progress
from autograder.learner.quizzing import find_quizzes, quiz_after, quiz_at
from autograder.learner.standing import next_of, standings
from autograder.quizzes import Quiz

app = typer.Typer()


@app.command(help=__doc__)
def quiz(
    what: str = typer.Argument(
        "", metavar="[SECTION|CHAPTER]", help="For example 2C, or ch02; else where you are."
    ),
) -> None:
    """Ask one question after the other, say at the end how it went, and what comes next."""
    root = find_root()
    quizzes = find_quizzes(root, what) if what else [_here(root)]
    console = Console(highlight=False)
    asking = Asking(console)
    try:
        for each in quizzes:
            asking.ask_all(each)
    except Stopped:
        console.print()
    else:
        if following := quiz_after(root, quizzes[-1]):
            way = f"`autograder quiz {following.section}` asks about the next section."
            console.print(way, soft_wrap=True)
    console.print(str(asking.tally), soft_wrap=True)


def _here(root: Path) -> Quiz:
    """Return the questions of the section that a learner is at.

    Raises:
        UsageError: if that is nowhere.
    """
    exercise = next_of(standings(root, read_progress(root)))
    found = quiz_at(exercise) if exercise else None
    if found is None:
        raise UsageError("name a section or a chapter, as in `autograder quiz 1B`")
    return found
