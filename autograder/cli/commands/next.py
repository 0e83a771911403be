"""Name the next exercise, and show its task and the section of the lesson before it.

Example: `autograder next`
"""

from __future__ import annotations

import typer
from rich.console import Console
from rich.markup import escape

from autograder.chapters import find_root
from autograder.cli.pager import paged
from autograder.cli.prose import prose
from autograder.cli.style import shown_path
from autograder.learner.exercises import find_exercise, task_of
from autograder.learner.progress import read_progress
from autograder.learner.quizzing import quiz_at
from autograder.learner.section import section_of
from autograder.learner.standing import Standing, next_of, standings
from autograder.learner.workfile import read_work, work_path

app = typer.Typer()


@app.command("next", help=__doc__)
def next_exercise(
    exercise: str = typer.Argument("", metavar="[[CHAPTER/]EXERCISE]", help="Else the next one."),
) -> None:
    """Print an exercise and its part of the lesson: the one named, or the first not done."""
    root = find_root()
    console = Console(highlight=False)
    found = standings(root, read_progress(root))
    chosen = find_exercise(root, exercise) if exercise else next_of(found)
    if chosen is None:
        console.print("Every exercise of the course is done.")
        return
    (here,) = [each for each in found if each.exercise == chosen]
    with paged(console):
        _show_task(console, here)


def _show_task(console: Console, found: Standing) -> None:
    """Print where an exercise is, its task, and the lesson before it."""
    exercise = found.exercise
    line = read_work(exercise.chapter).line(exercise.name)
    console.print(f"[bold]{escape(exercise.title)}[/]  ({found.stand.value})", soft_wrap=True)
    console.print(shown_path(work_path(exercise.chapter), line), soft_wrap=True)
    console.print(f"\n{escape(task_of(exercise))}", soft_wrap=True)
    if section := section_of(exercise).text:
        console.print("\n[bold]From the lesson[/]\n")
        rendered = console.is_terminal
        console.print(prose(section, rendered), soft_wrap=not rendered)
    notebook = shown_path(work_path(exercise.chapter).with_suffix(".ipynb"))
    page = f"`autograder lesson {exercise.name}` opens the page with figures and formulas"
    way = f"{page}; the notebook {escape(notebook)} has them, too."
    console.print(f"\n{way}", soft_wrap=True)
    console.print(f"`autograder watch` checks each save, `autograder hint {exercise.name}` helps.")
    if quiz := quiz_at(exercise):
        console.print(f"`autograder quiz {quiz.section}` asks questions on this section.")
