"""Pack your answers into a zip, ready to hand in; first see whether they run.

Example: `autograder submit ch01_neuron --student ada`
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from autograder.chapters import Chapter, all_chapters, find_chapter, find_root
from autograder.cli.style import plural
from autograder.errors import UsageError
from autograder.learner.student import checked_student, known_student, remember_student
from autograder.learner.submit import Candidate, Packed, begun, choose, pack, read_candidate

app = typer.Typer()


@app.command(help=__doc__)
def submit(
    chapter: str = typer.Argument("", help="All chapters that you have begun if left out."),
    student: str = typer.Option("", help="Your name, as your instructor knows it."),
    out: Path = typer.Option(Path("."), help="Folder for the zip."),
    file: Path = typer.Option(
        None, help="Hand in this one, if you wrote in both the file and the notebook."
    ),
    force: bool = typer.Option(False, "--force", help="Hand in a file that does not run, too."),
) -> None:
    """Write a zip for each chapter, and say what is in it."""
    root = find_root()
    if file and not chapter:
        raise UsageError(f"--file {file} is of one chapter: name it, as in `submit ch01_neuron`")
    chosen = _chosen(root, find_chapter(root, chapter) if chapter else None, file)
    name = _student(root, student)
    for candidate in chosen:
        if not force and sys.stdout.isatty():  # a notebook may take a minute
            typer.echo(f"Running {candidate.name} once, then its checks …")
        _show(pack(candidate, name, out, force=force), candidate)


def _chosen(root: Path, chapter: Chapter | None, file: Path | None) -> Sequence[Candidate]:
    """Return the file to pack of each chapter."""
    if chapter and file:
        named = file if file.exists() else chapter.exercises_folder / file.name
        return [read_candidate(chapter, named)]
    chapters = [chapter] if chapter else begun(all_chapters(root))
    if not chapters:
        raise UsageError("nothing is written yet in any chapter: `autograder check` says where")
    return [choose(each) for each in chapters]


def _student(root: Path, given: str) -> str:
    """Return the learner's name: the one typed, the one known, or asked for on a terminal."""
    known = known_student(root)
    if not given and known:
        return known
    if not given and not sys.stdin.isatty():
        raise UsageError("whose answers are these? Add your name, as in --student ada")
    name = checked_student(given or typer.prompt("Your name, as your instructor knows it"))
    remember_student(root, name)
    return name


def _show(packed: Packed, candidate: Candidate) -> None:
    """Say what is in the zip, what is missing there, and where it is."""
    total = len(candidate.chapter.contents["exercises"])
    written = total - len(packed.unwritten)
    counts = f"{written} of {plural(total, 'exercise')} written"
    if packed.failing is not None:
        passing = written - len(packed.failing) - len(packed.unchecked)
        counts += f", {passing} of them with all checks passing"
    typer.echo(f"{candidate.chapter.name}: {packed.name} with {counts}")
    if packed.unwritten:
        typer.echo(f"  not yet written: {', '.join(packed.unwritten)}")
    if packed.failing:
        way = f"`autograder check {candidate.chapter.name}` says why"
        way = way if packed.name.endswith(".py") else "their check cells say why"
        typer.echo(f"  checks do not all pass: {', '.join(packed.failing)} ({way})")
    if packed.unchecked:
        missing = "TensorFlow is not installed: `make keras`"
        typer.echo(f"  not checked here: {', '.join(packed.unchecked)} ({missing})")
    for error in packed.errors:
        typer.echo(f"  this cell stops there, the others run: {error}")
    if packed.left_out:
        typer.echo(f"  worked on, but not handed in: {', '.join(packed.left_out)}")
    typer.echo(f"  hand in this file: {packed.path}")
