"""The commands for a course that is run with nbgrader."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import typer
from rich.console import Console

from autograder.cli.style import plural, safe


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="Run the course with nbgrader.")
    group.command()(init)
    group.callback()(_group)  # keeps `init` a word of its own
    app.add_typer(group, name="nbgrader", rich_help_panel="Instructor")


def _group() -> None:
    """Run the course with nbgrader."""


def init(
    folder: Path = typer.Argument(metavar="DIR", help="The course directory, new or existing."),
    force: bool = typer.Option(False, "--force", help="Replace source notebooks and settings."),
) -> None:
    """Write a course directory in which nbgrader's own commands do everything.

    Example: `autograder nbgrader init nbgrader-course`
    """
    from autograder.authoring.nbgrader_course import CONFIG, init
    from autograder.chapters import all_chapters, find_root

    root = find_root()
    changes = init(root, folder.resolve(), force=force)
    console = Console(highlight=False)
    for change in changes:
        verb = "replaced" if change.replaces else "written"
        name = change.path.relative_to(folder.resolve()).as_posix()
        if name == CONFIG or name.endswith(".ipynb"):
            console.print(f"  {safe(name)} {verb}", soft_wrap=True)
    first = next(iter(all_chapters(root))).name
    if not changes:
        console.print(f"{safe(str(folder))} is up to date.", soft_wrap=True)
        return
    console.print(
        f"\n{plural(len(changes), 'file')} written. Go on with nbgrader:\n", soft_wrap=True
    )
    if shutil.which("nbgrader") is None:  # this command was called by its path
        console.print(f"  {safe(_activation())}", soft_wrap=True)
    console.print(f"  cd {safe(shlex.quote(str(folder)))}", soft_wrap=True)
    for command in ("generate_assignment", "autograde", "generate_feedback", "export"):
        argument = "" if command == "export" else f" {first}"
        console.print(f"  nbgrader {command}{argument}", soft_wrap=True)


def _activation() -> str:
    """Return the shell's line after which this environment's commands are found by their names."""
    scripts = Path(sys.executable).parent
    script = scripts / "activate"
    if script.exists():
        return f". {shlex.quote(str(script))}"
    return f'export PATH={shlex.quote(str(scripts))}:"$PATH"'
