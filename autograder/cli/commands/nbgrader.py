"""Run the course with nbgrader."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console

from autograder.authoring import nbgrader_course
from autograder.chapters import all_chapters, find_root
from autograder.cli.style import plural, safe

app = typer.Typer(name="nbgrader", no_args_is_help=True, help=__doc__)


@app.command()
def init(
    folder: Path = typer.Argument(metavar="DIR", help="The course directory, new or existing."),
    force: bool = typer.Option(False, "--force", help="Replace source notebooks and settings."),
) -> None:
    """Write a course directory in which nbgrader's own commands do everything.

    Example: `autograder nbgrader init nbgrader-course`
    """
    root = find_root()
    changes = nbgrader_course.init(root, folder.resolve(), force=force)
    console = Console(highlight=False)
    for change in changes:
        verb = "replaced" if change.replaces else "written"
        name = change.path.relative_to(folder.resolve()).as_posix()
        if name == nbgrader_course.CONFIG or name.endswith(".ipynb"):
            console.print(f"  {safe(name)} {verb}", soft_wrap=True)
    if not changes:
        console.print(f"{safe(str(folder))} is up to date.", soft_wrap=True)
        return
    written = plural(len(changes), "file")
    console.print(f"\n{written} written. Go on with nbgrader:\n", soft_wrap=True)
    for line in _next_steps(folder, all_chapters(root)[0].name):
        console.print(f"  {safe(line)}", soft_wrap=True)


def _next_steps(folder: Path, chapter: str) -> Iterator[str]:
    """Yield what to type next."""
    if shutil.which("nbgrader") is None:  # this command was called by its path
        yield _activation()
    yield f"cd {shlex.quote(str(folder))}"
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        yield f"nbgrader {command} {chapter}"
    yield "nbgrader export"


def _activation() -> str:
    """Return the shell's line after which this environment's commands are found by their names."""
    scripts = Path(sys.executable).parent
    script = scripts / "activate"
    if script.exists():
        return f". {shlex.quote(str(script))}"
    return f'export PATH={shlex.quote(str(scripts))}:"$PATH"'
