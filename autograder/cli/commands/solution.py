"""Show the course's solution of an exercise, once your own passes.

Example: `autograder solution softmax`
"""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

from autograder.chapters import find_root
from autograder.cli.pager import paged
from autograder.cli.style import shown_path
from autograder.errors import UsageError
from autograder.learner.exercises import Exercise, find_exercise, solution_of
from autograder.learner.progress import read_progress
from autograder.learner.standing import Stand, Standing, last_done, standings
from autograder.learner.workfile import read_work, work_path

app = typer.Typer()


@app.command(help=__doc__)
def solution(
    exercise: str = typer.Argument(
        "", metavar="[[CHAPTER/]EXERCISE]", help="Else the last one that is done."
    ),
) -> None:
    """Print the solution, and where the learner's own answer stands."""
    root = find_root()
    found = standings(root, read_progress(root))
    chosen = find_exercise(root, exercise) if exercise else last_done(found)
    if chosen is None:
        raise UsageError("no exercise is done yet: a solution is shown once your own answer passes")
    text = solution_of(chosen)
    (here,) = [each for each in found if each.exercise == chosen]
    if not here.done:
        raise UsageError(_not_yet(here))
    console = Console(highlight=False)
    with paged(console):
        _show(console, chosen, text)


def _show(console: Console, exercise: Exercise, text: str) -> None:
    console.print(f"[bold]{escape(exercise.title)}[/]\n", soft_wrap=True)
    console.print(escape(text), soft_wrap=True)
    place: Path = work_path(exercise.chapter)
    line = read_work(exercise.chapter).line(exercise.name)
    way = f"Yours stands in {escape(shown_path(place, line))}: another way is no mistake."
    console.print(f"\n{way}", soft_wrap=True)


def _not_yet(found: Standing) -> str:
    """Return why a solution is not shown, and what to type."""
    name = found.exercise.name
    state = {
        Stand.NEW: "is not written yet",
        Stand.CHANGED: "was changed since it was checked",
        Stand.BEGUN: f"passes {found.passed} of its {found.checks} checks",
    }[found.stand]
    way = f"`autograder check {found.exercise.key}`"
    return f"{name} {state}: its solution is shown once {way} passes"
