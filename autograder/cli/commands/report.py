"""Write report.html again from the results that are there, or say what has changed since.

Example: `autograder report out`, or `autograder report out --since earlier`
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import typer
from rich.console import Console

from autograder.atomic import write_atomic
from autograder.chapters import all_chapters, find_root
from autograder.cli.style import plural, safe
from autograder.errors import UsageError
from autograder.grading.results import Result
from autograder.instructor.classes.classlist import current
from autograder.instructor.classes.differences import ResultChange, changes, changes_csv
from autograder.instructor.classes.grade import write_report
from autograder.instructor.classes.storage import stored_results
from autograder.instructor.people.tables import read_tables

app = typer.Typer()
SHOWN = 30


@app.command(help=__doc__)
def report(
    out: Path = typer.Argument(help="The --out folder of an earlier `grade`."),
    since: Path | None = typer.Option(
        None, help="An earlier --out folder, or a copy: what is another result now?"
    ),
) -> None:
    """Write the report of a class from its stored results, and say where it is."""
    results = _results(out)
    if since is not None:
        _show(changes(_results(since), results), out)
    root = find_root()
    write_report(root, out, results, read_tables(out, all_chapters(root)))
    typer.echo(f"Report: {out / 'report.html'}")


def _results(out: Path) -> list[Result]:
    results = current(out, stored_results(out))
    if not results:
        raise UsageError(f"{out} holds no results: run `autograder grade … --out {out}` first")
    return results


def _show(found: list[ResultChange], out: Path) -> None:
    """Print for whom the score is another one, and which graders judge otherwise; write it all."""
    console = Console(highlight=False)
    write_atomic(out / "changes.csv", changes_csv(found))
    for each in found[:SHOWN]:
        before, after = map(_points, (each.before, each.after))
        console.print(
            f"{safe(each.chapter)}  {safe(each.student)}: {before} → {after}"
            f"  {' '.join(map(safe, each.graders[:3]))}{' …' if len(each.graders) > 3 else ''}",
            soft_wrap=True,
        )
    graders = Counter(name for each in found for name in each.graders)
    for name, count in graders.most_common(5):
        console.print(f"{safe(name)} judges {plural(count, 'hand-in')} otherwise")
    won, lost = sum(each.gain > 0 for each in found), sum(each.gain < 0 for each in found)
    console.print(
        f"{plural(len(found), 'result')} changed, {won} for the better, {lost} for the worse: "
        f"{safe(str(out / 'changes.csv'))}",
        soft_wrap=True,
    )


def _points(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"
