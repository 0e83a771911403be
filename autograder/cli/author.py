"""The author's commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console

from autograder.cli.style import plural, safe

if TYPE_CHECKING:
    from autograder.authoring.calibrate import Measured


def register(app: typer.Typer) -> None:
    """Add the author's commands."""
    for command in (new, build, verify, calibrate):
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
    secrets: int = typer.Option(
        0, min=0, help="Grade every mistake with that many course secrets: none may pass by luck."
    ),
) -> None:
    """Prove chapters sound: the solution earns 100, the stub 0, every mistake gets its message.

    Example: `autograder verify ch01_neuron`
    """
    from autograder.authoring.luck import lucky
    from autograder.authoring.verify import verify as prove
    from autograder.chapters import all_chapters, find_chapter, find_root
    from autograder.errors import UsageError
    from autograder.sandbox.walls.isolation import make_launchers

    if secrets == 1:
        raise UsageError("--secrets: one has nothing to be compared with; give 2 or more")
    root = find_root()
    found = [find_chapter(root, name) for name in chapters or ()] or all_chapters(root)
    console = Console(highlight=False)
    launchers = make_launchers(isolation)
    sound = True
    try:
        for chapter in found:
            verdict = prove(chapter, launchers)
            faults = [*verdict.faults, *lucky(chapter, secrets)]
            sound = sound and not faults
            mark = "[red]✗[/]" if faults else "[green]✓[/]"
            counts = f"{plural(verdict.graders, 'grader')}, "
            counts += plural(verdict.misconceptions, "misconception")
            console.print(f"{mark} [bold]{chapter.name}[/]  {counts}")
            for fault in faults:
                console.print(f"    {safe(fault)}")
    finally:
        launchers.close()
    raise typer.Exit(0 if sound else 1)


def calibrate(
    chapter: str = typer.Argument(help="For example ch04_keras_mnist."),
    seeds: int = typer.Option(20, min=2, help="How many trainings of the reference to measure."),
    isolation: str = typer.Option("sandbox", help="Where the reference is trained."),
) -> None:
    """Measure what the reference reaches, and print the evidence for each threshold.

    Example: `autograder calibrate ch04_keras_mnist --seeds 20`
    """
    from autograder.authoring.calibrate import calibrate as measure
    from autograder.chapters import find_chapter, find_root
    from autograder.sandbox.walls.isolation import make_launchers

    console = Console(highlight=False)
    # One submission trains that often within its own limit; a calibration trains much more.
    launchers = make_launchers(isolation, {"total_seconds": 60.0 * seeds})
    try:
        found = measure(
            find_chapter(find_root(), chapter),
            launchers,
            range(seeds),
            progress=lambda grader: console.print(f"{grader}: {plural(seeds, 'training')} …"),
        )
    finally:
        launchers.close()
    for entry in found:
        _show_measured(console, entry)
    raise typer.Exit(1 if any(entry.fault for entry in found) else 0)


def _show_measured(console: Console, entry: Measured) -> None:
    threshold = entry.found
    low, high = min(entry.values), max(entry.values)
    console.print(
        f"\n[bold]{entry.grader}[/]  mean {threshold.mean:.4f}, standard deviation "
        f"{threshold.deviation:.4f}, from {low:.4f} to {high:.4f}; {entry.seconds:.1f} s each",
        soft_wrap=True,
    )
    console.print(
        f"    bar {threshold.bar:g}, baseline {threshold.baseline:g}, "
        f"{threshold.false_fail_rate:.2g} of honest answers would miss it twice",
        soft_wrap=True,
    )
    console.print(
        f"    Threshold({threshold.bar}, mean={threshold.mean}, deviation={threshold.deviation}, "
        f"seeds={threshold.seeds}, baseline={threshold.baseline}"
        f"{'' if threshold.higher_is_better else ', higher_is_better=False'})",
        soft_wrap=True,
    )
    console.print(
        f"    [red]✗ {entry.fault}[/]" if entry.fault else "    [green]✓[/]", soft_wrap=True
    )
