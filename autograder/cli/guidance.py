"""The learner's commands that help on: the next exercise with its lesson, and the hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from autograder.learner.exercises import Exercise
    from autograder.learner.standing import Standing


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("next", rich_help_panel="Learner")(next_exercise)
    app.command(rich_help_panel="Learner")(hint)


def next_exercise(
    exercise: str = typer.Argument("", metavar="[[CHAPTER/]EXERCISE]", help="Else the next one."),
) -> None:
    """Name the next exercise, and show its task and the section of the lesson before it.

    Example: `autograder next`
    """
    from autograder.chapters import find_root
    from autograder.learner.exercises import find_exercise
    from autograder.learner.progress import read_progress
    from autograder.learner.standing import next_of, standings

    root = find_root()
    console = Console(highlight=False)
    found = standings(root, read_progress(root))
    chosen = find_exercise(root, exercise) if exercise else next_of(found)
    if chosen is None:
        console.print("Every exercise of the course is done.")
        return
    (here,) = [each for each in found if each.exercise == chosen]
    _show_task(console, here)


def _show_task(console: Console, found: Standing) -> None:
    """Print where an exercise is, its task, and the lesson before it."""
    from rich.markdown import Markdown

    from autograder.cli.outline import shown_path
    from autograder.learner.exercises import task_of
    from autograder.learner.section import section_of
    from autograder.learner.workfile import read_work, work_path

    exercise = found.exercise
    line = read_work(exercise.chapter).line(exercise.name)
    console.print(f"[bold]{escape(exercise.title)}[/]  ({found.stand.value})", soft_wrap=True)
    console.print(shown_path(work_path(exercise.chapter), line), soft_wrap=True)
    console.print(f"\n{escape(task_of(exercise))}", soft_wrap=True)
    if section := section_of(exercise).text:
        console.print("\n[bold]From the lesson[/]\n")
        text = Markdown(section) if console.is_terminal else escape(section)
        console.print(text, soft_wrap=not console.is_terminal)
    notebook = shown_path(work_path(exercise.chapter).with_suffix(".ipynb"))
    way = f"Figures and formulas are drawn in {escape(notebook)}: `make notebook` opens it."
    console.print(f"\n{way}", soft_wrap=True)
    console.print(f"`autograder watch` checks each save, `autograder hint {exercise.name}` helps.")


def hint(
    exercise: str = typer.Argument(metavar="[CHAPTER/]EXERCISE", help="For example softmax."),
    again: bool = typer.Option(False, "--again", help="Show what is unfolded, and no more."),
) -> None:
    """Unfold one more hint of an exercise: a nudge, then the concept, then a worked step.

    Example: `autograder hint softmax`
    """
    from autograder.chapters import find_root
    from autograder.cli.screen import hint_parts
    from autograder.learner.exercises import find_exercise
    from autograder.learner.hints import unfold

    found = find_exercise(find_root(), exercise)
    unfolded = unfold(found, more=not again)
    console = Console(highlight=False)
    for part in hint_parts(unfolded, rendered=console.is_terminal):
        console.print(part, soft_wrap=isinstance(part, str))
    last = _after_hints(found, unfolded.left, said_before=not unfolded.new and not again)
    console.print(f"\n{last}", soft_wrap=True)


def _after_hints(exercise: Exercise, left: int, said_before: bool) -> str:
    """Return how to go on after a hint."""
    from autograder.learner.section import section_of

    if left:
        more = "1 more hint is" if left == 1 else f"{left} more hints are"
        return f"{more} left: `autograder hint {escape(exercise.name)}` unfolds the next."
    title = section_of(exercise).title
    where = f" in the section «{escape(title)}»" if title else ""
    start = "There is no further hint." if said_before else "That is the last hint."
    way = f"`autograder next {escape(exercise.name)}` shows it"
    return f"{start} The lesson explains it{where}: {way}."
