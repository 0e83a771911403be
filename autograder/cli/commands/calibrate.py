"""Measure what the reference reaches, and print the evidence for each threshold.

Example: `autograder calibrate ch04_keras_mnist --seeds 20`
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import typer
from rich.console import Console

from autograder.authoring import calibrate as calibration
from autograder.authoring.calibrate import Measured
from autograder.chapters import find_chapter, find_root
from autograder.cli.style import plural
from autograder.sandbox.walls.isolation import make_launchers

app = typer.Typer()


@app.command(help=__doc__)
def calibrate(
    chapter: str = typer.Argument(help="For example ch04_keras_mnist."),
    seeds: int = typer.Option(20, min=2, help="How many trainings of the reference to measure."),
    isolation: str = typer.Option("sandbox", help="Where the reference is trained."),
) -> None:
    """Print the evidence, and end with 1 if it does not hold a threshold."""
    console = Console(highlight=False)

    def progress(grader: str) -> None:
        console.print(f"{grader}: {plural(seeds, 'training')} …")

    # One submission trains that often within its own limit; a calibration trains much more.
    limits = {"total_seconds": 60.0 * seeds}
    with contextlib.closing(make_launchers(isolation, limits)) as launchers:
        found = calibration.calibrate(
            find_chapter(find_root(), chapter), launchers, range(seeds), progress=progress
        )
    for measured in found:
        for line in evidence(measured):
            console.print(line, soft_wrap=True)
    raise typer.Exit(1 if any(measured.fault for measured in found) else 0)


def evidence(measured: Measured) -> Iterator[str]:
    """Yield the lines of a threshold: what was measured, what follows, and how to write it."""
    threshold = measured.found
    low, high = min(measured.values), max(measured.values)
    yield (
        f"\n[bold]{measured.grader}[/]  mean {threshold.mean:.4f}, standard deviation "
        f"{threshold.deviation:.4f}, from {low:.4f} to {high:.4f}; {measured.seconds:.1f} s each"
    )
    yield (
        f"    bar {threshold.bar:g}, baseline {threshold.baseline:g}, "
        f"{threshold.false_fail_rate:.2g} of honest answers would miss it twice"
    )
    yield (
        f"    Threshold({threshold.bar}, mean={threshold.mean}, deviation={threshold.deviation}, "
        f"seeds={threshold.seeds}, baseline={threshold.baseline}"
        f"{'' if threshold.higher_is_better else ', higher_is_better=False'})"
    )
    yield f"    [red]✗ {measured.fault}[/]" if measured.fault else "    [green]✓[/]"
