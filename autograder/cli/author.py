"""The author's commands."""

from __future__ import annotations

import typer
from rich.console import Console

from autograder.cli.style import plural, safe


def register(app: typer.Typer) -> None:
    """Add the author's commands."""
    for command in (new, build, verify):
        app.command(rich_help_panel="Author")(command)


def new(chapter: str = typer.Argument(help="For example ch05_binary.")) -> None:
    """Write the hand-written files of a new chapter, with one worked exercise to replace.

    Example: `autograder new ch05_binary`
    """
    from autograder.authoring.new import new as write
    from autograder.chapters import find_root

    root = find_root()
    for path in write(root, chapter):
        typer.echo(path.relative_to(root))
    typer.echo("Fill in the lines marked TODO, then run `make build && make check`.")


def build(
    chapters: list[str] = typer.Argument(None, metavar="[CHAPTER]...", help="All if left out."),
    check: bool = typer.Option(False, "--check", help="Write nothing; say what is stale or stray."),
    force: bool = typer.Option(False, "--force", help="Overwrite answers in `exercises/` too."),
) -> None:
    """Derive `exercises/` from lessons and solutions.

    Example: `autograder build --check`
    """
    from autograder.authoring.build import build as write
    from autograder.authoring.build import stale
    from autograder.chapters import find_chapter, find_root

    root = find_root()
    if check:
        faults = stale(root)
        for line in faults:
            typer.echo(line)
        raise typer.Exit(1 if faults else 0)
    names = [find_chapter(root, name).name for name in chapters or ()]
    changed = write(root, names, force=force)
    for path in changed:
        typer.echo(path.relative_to(root))
    typer.echo(f"{plural(len(changed), 'file')} written." if changed else "Everything is current.")


def verify(
    chapters: list[str] = typer.Argument(None, metavar="[CHAPTER]...", help="All if left out."),
    isolation: str = typer.Option("sandbox", help="Where solution and stub run."),
) -> None:
    """Prove chapters sound: the solution earns 100, the stub 0, every mistake gets its message.

    Example: `autograder verify ch01_neuron`
    """
    from autograder.authoring.verify import verify as prove
    from autograder.chapters import all_chapters, find_chapter, find_root
    from autograder.sandbox.isolation import make_launcher

    root = find_root()
    found = [find_chapter(root, name) for name in chapters or ()] or all_chapters(root)
    console = Console(highlight=False)
    launcher = make_launcher(isolation)
    sound = True
    try:
        for chapter in found:
            verdict = prove(chapter, launcher)
            sound = sound and not verdict.faults
            mark = "[red]✗[/]" if verdict.faults else "[green]✓[/]"
            counts = f"{plural(verdict.graders, 'grader')}, "
            counts += plural(verdict.misconceptions, "misconception")
            console.print(f"{mark} [bold]{chapter.name}[/]  {counts}")
            for fault in verdict.faults:
                console.print(f"    {safe(fault)}")
    finally:
        launcher.close()
    raise typer.Exit(0 if sound else 1)
