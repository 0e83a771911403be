"""Bring back the file that `autograder reset` has kept last.

Example: `autograder undo`
"""

from __future__ import annotations

import typer

from autograder.chapters import find_root
from autograder.cli.style import shown_path
from autograder.learner.reset import undo_reset

app = typer.Typer()


@app.command(help=__doc__)
def undo() -> None:
    """Put the kept file back, and say where the one that it replaced is kept."""
    path, undone, left = undo_reset(find_root())
    kept = f"What it replaced is kept in {shown_path(undone)}."
    typer.echo(f"{shown_path(path)} is back as it was before the reset. {kept}")
    if left:
        typer.echo("A reset before that can be undone, too: type it once more.")
