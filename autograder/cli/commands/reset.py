"""Put the stub of one exercise back; your file is kept beside it.

Example: `autograder reset ch02_forward/softmax`
"""

from __future__ import annotations

import sys
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
    if not yes and sys.stdin.isatty():
        typer.confirm(f"Put the stub of {exercise} back?", default=False, abort=True)
    what, backup = _reset_file(root, exercise) if whole else _reset_exercise(root, exercise)
    kept = "Nothing had to be kept."
    if backup:
        kept = f"What you had is kept in {shown_path(backup)}: `autograder undo` brings it back."
    typer.echo(f"{what} is as it was built. {kept}")


def _reset_file(root: Path, name: str) -> tuple[str, Path | None]:
    """Put a whole file back; return its name, and where the learner's is kept."""
    chapter = find_chapter(root, name)
    backup = reset_file(chapter)
    return shown_path(work_path(chapter)), backup


def _reset_exercise(root: Path, name: str) -> tuple[str, Path | None]:
    """Put an exercise back; return its label, and where the learner's file is kept."""
    if name in {chapter.name for chapter in all_chapters(root)}:
        raise UsageError(f"{name} is a chapter: name an exercise, or add --file for all of it")
    found = find_exercise(root, name)
    return found.label, reset_exercise(found)
