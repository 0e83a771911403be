"""Say what is installed, and prove which isolation works here by attacking it.

Example: `autograder doctor`
"""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import typer
from rich.console import Console

from autograder.cli.style import safe
from autograder.sandbox.walls.doctor import Finding, examine

LEVELS = ("sandbox", "process")  # the best first
PACKAGES = ("numpy", "tensorflow", "keras", "pytest", "nbgrader", "nbformat", "jupyterlab")

app = typer.Typer()


@app.command(help=__doc__)
def doctor(
    level: bool = typer.Option(False, "--level", help="Print only the best level that works."),
) -> None:
    """Print what is there; the exit code is 3 if no level, or not the one that `grade` uses, works.

    With `--level` any level that works will do.
    """
    if level:
        works = _print_best_level()
    else:
        console = Console(highlight=False)
        _show_packages(console)
        works = _show_levels(console)
    raise typer.Exit(0 if works else 3)


def _print_best_level() -> bool:
    """Print the best level that works; return whether there is one."""
    for name in LEVELS:
        diagnosis = examine(name)
        if diagnosis.works and (name != "sandbox" or not diagnosis.breaches):
            typer.echo(name)
            return True
        typer.echo(diagnosis.reason or f"`{name}` lets attacks through", err=True)
    return False


def _show_packages(console: Console) -> None:
    console.print(f"Python {platform.python_version()} on {platform.platform()}")
    for package in PACKAGES:
        try:
            console.print(f"  [green]✓[/] {package} {version(package)}")
        except PackageNotFoundError:
            console.print(f"  [dim]– {package} is not installed[/]")


def _show_levels(console: Console) -> bool:
    """Print how each level held; return whether the level that `grade` uses is sound."""
    found = [examine(level) for level in LEVELS]
    for diagnosis in found:
        console.print(f"  {_verdict(diagnosis)}")
    sound = [diagnosis.level for diagnosis in found if diagnosis.works and not diagnosis.breaches]
    if "sandbox" in sound:
        console.print("\nSubmissions can be graded safely here: `autograder grade` uses `sandbox`.")
        return True
    console.print("\n[yellow]The level `sandbox` does not work here, so `grade` refuses to run.[/]")
    if any(diagnosis.works for diagnosis in found):
        console.print("A weaker level can be asked for: `autograder grade … --isolation process`.")
    return False


def _verdict(diagnosis: Finding) -> str:
    name = f"isolation `{diagnosis.level}`"
    if not diagnosis.works:
        return f"[red]✗[/] {name}: {safe(diagnosis.reason)}"
    if diagnosis.breaches:
        return f"[yellow]![/] {name} works; an attack still: {', '.join(diagnosis.breaches)}"
    return f"[green]✓[/] {name} held against every attack"
