"""Write the hand-written files of a new chapter, with one worked exercise to replace.

Example: `autograder new ch05_binary`
"""

from __future__ import annotations

import typer

from autograder.authoring import new as chapters
from autograder.chapters import find_root

app = typer.Typer()


@app.command(help=__doc__)
def new(chapter: str = typer.Argument(help="For example ch05_binary.")) -> None:
    """Write a chapter's files, and name each."""
    root = find_root()
    for path in chapters.new(root, chapter):
        typer.echo(path.relative_to(root))
    typer.echo("Fill in the lines marked TODO, then run `make build && make check`.")
