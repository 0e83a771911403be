"""Put the stub of one exercise back; your file is kept beside it.

Example: `autograder reset ch02_forward/softmax`
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import typer

from autograder.chapters import all_chapters, find_chapter, find_root
from autograder.cli.style import shown_path
from autograder.errors import UsageError
from autograder.learner.exercises import find_exercise
from autograder.learner.reset import reset_exercise, reset_file
from autograder.learner.workfile import work_path

app = typer.Typer()


@app.command(help=__doc__)
def reset(
    exercise: str = typer.Argument(metavar="[CHAPTER/]EXERCISE", help="For example softmax."),
    whole: bool = typer.Option(False, "--file", help="The whole file; name the chapter."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
) -> None:
    """Put a stub back, and say where the learner's own file is kept and how it comes back."""
    root = find_root()
    put_back = _of_file(root, exercise) if whole else _of_exercise(root, exercise)
    if not yes and not sys.stdin.isatty():
        raise UsageError("nobody can be asked without a terminal: add --yes. Nothing was changed")
    if not yes and not typer.confirm(f"Put the stub of {exercise} back?", default=False):
        typer.echo("Nothing was changed.")
        raise typer.Exit(1)
    what, backup = put_back()
    kept = "Nothing had to be kept."
    if backup:
        kept = f"What you had is kept in {shown_path(backup)}: `autograder undo` brings it back."
    typer.echo(f"{what} is as it was built. {kept}")


PutBack = Callable[[], tuple[str, Path | None]]  # returns what it was, and where that is kept


def _of_file(root: Path, name: str) -> PutBack:
    """Return what puts a whole file back."""
    chapter = find_chapter(root, name)
    return lambda: (shown_path(work_path(chapter)), reset_file(chapter))


def _of_exercise(root: Path, name: str) -> PutBack:
    """Return what puts an exercise back."""
    if name in {chapter.name for chapter in all_chapters(root)}:
        raise UsageError(f"{name} is a chapter: name an exercise, or add --file for all of it")
    found = find_exercise(root, name)
    return lambda: (found.label, reset_exercise(found))
