"""Derive `exercises/` from lessons and solutions.

Example: `autograder build --check`
"""

from __future__ import annotations

from pathlib import Path

import typer

from autograder.authoring import build as exercises
from autograder.chapters import find_chapter, find_root
from autograder.cli.style import plural

app = typer.Typer()


@app.command(help=__doc__)
def build(
    chapters: list[str] = typer.Argument(None, metavar="[CHAPTER]...", help="All if left out."),
    check: bool = typer.Option(False, "--check", help="Write nothing; say what is stale or stray."),
    force: bool = typer.Option(False, "--force", help="Overwrite answers in `exercises/` too."),
) -> None:
    """Write what has changed and name each file; or name what is stale, and end with 1."""
    root = find_root()
    if check:
        _check(root)
        return
    names = [find_chapter(root, name).name for name in chapters or ()]
    changed = exercises.build(root, names, force=force)
    for path in changed:
        typer.echo(path.relative_to(root))
    typer.echo(f"{plural(len(changed), 'file')} written." if changed else "Everything is current.")


def _check(root: Path) -> None:
    faults = exercises.stale(root)
    for line in faults:
        typer.echo(line)
    if faults:
        raise typer.Exit(1)
