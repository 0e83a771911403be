"""Write report.html again from the results that are there.

Example: `autograder report out`
"""

from __future__ import annotations

from pathlib import Path

import typer

from autograder.chapters import find_root
from autograder.errors import UsageError
from autograder.instructor.classes.grade import write_report
from autograder.instructor.classes.storage import stored_results

app = typer.Typer()


@app.command(help=__doc__)
def report(out: Path = typer.Argument(help="The --out folder of an earlier `grade`.")) -> None:
    """Write the report of a class from its stored results, and say where it is."""
    results = stored_results(out)
    if not results:
        raise UsageError(f"{out} holds no results: run `autograder grade … --out {out}` first")
    write_report(find_root(), out, results)
    typer.echo(f"Report: {out / 'report.html'}")
