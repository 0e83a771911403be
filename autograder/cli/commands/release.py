"""Write the learner's kit: lessons, exercises and checks, scanned for anything hidden.

Example: `autograder release kit`, or `autograder release kit --chapter ch01_neuron`
"""

from __future__ import annotations

from pathlib import Path

import typer

from autograder.authoring.build import stale
from autograder.authoring.pages.publishing import publish
from autograder.chapters import Chapter, find_chapter, find_root
from autograder.cli.style import plural
from autograder.errors import UsageError
from autograder.instructor.kit import release as kit

app = typer.Typer()


@app.command(help=__doc__)
def release(
    folder: Path = typer.Argument(metavar="DIR", help="New, empty, or an earlier kit."),
    chapter: list[str] = typer.Option(
        [], metavar="CHAPTER", help="Only this one; may be named several times. Else all."
    ),
    zipped: bool = typer.Option(True, "--zip/--no-zip", help="Write DIR.zip too."),
    pages: bool = typer.Option(
        True,
        "--pages/--no-pages",
        help="Make the lessons' pages that have changed (that needs TensorFlow), or take those "
        "that are there.",
    ),
    force: bool = typer.Option(False, "--force", help="Take the place of what is there."),
) -> None:
    """Write the kit, unless `exercises/` is stale, and say what was written."""
    root = find_root()
    if faults := stale(root):
        raise UsageError("\n".join(["exercises/ is not as it was built:", *faults]))
    chosen = [find_chapter(root, name) for name in chapter]
    if pages:
        publish(root, chosen, tell=_tell)
    done = kit.release(root, folder, chosen, zipped=zipped, force=force)
    typer.echo(f"{plural(done.files, 'file')}, {done.size / 1e6:.1f} MB; nothing hidden is in them")
    for path in filter(None, (done.folder, done.zip)):
        typer.echo(path)
    if done.answered:
        typer.echo("In this kit, the code that one chapter gives answers exercises of another:")
        for each in done.answered:
            typer.echo(f"  {each}")
        typer.echo("`--chapter` releases one after the other.")
    if done.kept:
        typer.echo(f"What was there before is now in {done.kept}")


def _tell(chapter: Chapter) -> None:
    typer.echo(f"making the page of {chapter.name} …", err=True)
