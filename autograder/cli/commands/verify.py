"""Prove chapters sound: the solution earns 100, the stub 0, every mistake gets its message.

Examples: `autograder verify ch01_neuron/sigmoid`, `autograder verify --mutants ch01_neuron`
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from autograder.authoring import verify as proofs
from autograder.authoring.luck import lucky
from autograder.authoring.mutation.tried import WHOLE, MutantTrial
from autograder.authoring.verify import Proof
from autograder.chapters import Chapter, all_chapters, find_chapter, find_root
from autograder.cli.style import plural, safe
from autograder.errors import UsageError
from autograder.sandbox.walls.isolation import make_launchers

app = typer.Typer()
OWN = "own"  # the kind of graders that are written out


@app.command(help=__doc__)
def verify(
    places: list[str] = typer.Argument(
        None, metavar="[CHAPTER[/EXERCISE]]...", help="All chapters if left out."
    ),
    isolation: str = typer.Option("sandbox", help="Where solution and stub run."),
    secrets: int = typer.Option(
        0,
        min=0,
        help="Grade every answer with that many course secrets: no verdict and no name may change.",
    ),
    mutants: bool = typer.Option(
        False,
        "--mutants",
        help="Try every mutant of the right answers, too: none may keep full marks. "
        "Without it, those of exercises that have changed since. A chapter takes a minute or two.",
    ),
    kinds: bool = typer.Option(False, "--kinds", help="Show of which kinds the graders are."),
) -> None:
    """Print what was found of each exercise, and end with 1 if there is a fault."""
    if secrets == 1:
        raise UsageError("--secrets: one has nothing to be compared with; give 2 or more")
    meant = list(_meant(find_root(), places or ()))
    sound = True
    with contextlib.closing(make_launchers(isolation)) as launchers:
        for chapter, exercise in meant:
            found = []
            trial = MutantTrial(chapter, every=mutants, alone=bool(exercise))
            for proof in proofs.verify(chapter, launchers, exercise, trial, os.cpu_count() or 1):
                sound &= _show(_title(chapter, proof), _counts(proof), proof.faults)
                found.append(proof)
            _show_untried(chapter, exercise, found)
            if kinds:
                Console(highlight=False).print(_table(chapter, found))
            if secrets:
                faults = list(lucky(chapter, secrets, exercise, os.cpu_count() or 1))
                sound &= _show(exercise or chapter.name, f"with {secrets} secrets", faults)
    raise typer.Exit(0 if sound else 1)


def _meant(root: Path, places: Sequence[str]) -> Iterator[tuple[Chapter, str]]:
    """Yield each chapter that an author named, and the exercise if it is one."""
    for place in places or [chapter.name for chapter in all_chapters(root)]:
        name, _, exercise = place.partition("/")
        yield find_chapter(root, name), exercise


def _title(chapter: Chapter, proof: Proof) -> str:
    return proof.name if proof.name == chapter.name else chapter.label(proof.name)


def _table(chapter: Chapter, found: Sequence[Proof]) -> Table:
    """Return how many graders of each kind there are; those that are written out come last."""
    kinds = sorted({kind for proof in found for kind in proof.kinds}, key=lambda k: (k == OWN, k))
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("graders of", no_wrap=True)
    for kind in kinds:
        table.add_column(kind, justify="right", no_wrap=True)
    for proof in found:
        table.add_row(_title(chapter, proof), *(str(proof.kinds.get(kind, "·")) for kind in kinds))
    return table


def _counts(proof: Proof) -> str:
    graders = plural(sum(proof.kinds.values()), "grader")
    mistakes = plural(proof.misconceptions, "misconception")
    text = f"{proof.points:g} points, {graders}, {mistakes}"
    if proof.mutants.count:
        equivalent = f" ({proof.mutants.equivalent} equivalent)" if proof.mutants.equivalent else ""
        text += f", {plural(proof.mutants.count, 'mutant')}{equivalent}"
    return text


def _show_untried(chapter: Chapter, exercise: str, found: Sequence[Proof]) -> None:
    """Say of which exercises the mutants are not proven now, and what proves them."""
    why: dict[str, list[str]] = {}
    for proof in found:
        if proof.mutants.left:
            why.setdefault(proof.mutants.left, []).append(proof.name)
    for left, names in why.items():
        alone = exercise or left not in WHOLE
        of = "" if exercise or len(names) == len(chapter.exercises) else f" of {', '.join(names)}"
        place = f"{chapter.name}/{names[0]}" if alone else chapter.name
        text = f"  mutants{of}: {left}: `autograder verify --mutants {place}`"
        Console(highlight=False).print(f"[dim]{safe(text)}[/]", soft_wrap=True)


def _show(name: str, counts: str, faults: Sequence[str]) -> bool:
    """Print a verdict, each of its faults in a line; return whether there is none."""
    console = Console(highlight=False)
    mark = "[red]✗[/]" if faults else "[green]✓[/]"
    console.print(f"{mark} [bold]{name}[/]  {counts}", soft_wrap=True)
    for line in (line for fault in faults for line in fault.splitlines()):
        console.print(f"    {safe(line)}", soft_wrap=True)
    return not faults
