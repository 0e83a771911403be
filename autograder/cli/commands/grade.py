"""Grade a class of submissions, each in a sandbox.

Example: `autograder grade submitted --chapter ch01_neuron --out out`
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.chapters import all_chapters, find_chapter, find_root
from autograder.cli.bar import Bar
from autograder.cli.classaccount import show_class
from autograder.instructor.classes.concern import Concern
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.grade import ClassRun, grade_class
from autograder.instructor.executors import executor_for
from autograder.instructor.people.tables import TableFiles, Tables, read_tables

app = typer.Typer()

Timeout = Annotated[
    float | None,
    typer.Option(min=0.1, help="Seconds that one call may take.  [default: 3; with TensorFlow 15]"),
]
Memory = Annotated[
    int | None,
    typer.Option(
        min=64, help="MiB that one submission may use.  [default: 600; with TensorFlow 2000]"
    ),
]
RosterFile = Annotated[
    Path | None,
    typer.Option(
        help="Table of the class: id, name, email, section, group, canvas_id …"
        "  [default: the one kept in --out]",
        show_default=False,
    ),
]
DeadlinesFile = Annotated[
    Path | None,
    typer.Option(
        help="deadlines.toml: due dates, penalties, extensions.  [default: the one kept in --out]",
        show_default=False,
    ),
]
CommentsFile = Annotated[
    Path | None,
    typer.Option(
        help="comments.csv: student, exercise, points, text, state, by hand."
        "  [default: the one kept in --out]",
        show_default=False,
    ),
]
Pattern = Annotated[
    str,
    typer.Option(
        metavar="REGEX",
        help="How names of files or folders say whose they are: `hw1-(?P<student>.+)`.",
    ),
]
SchedulerAddress = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Grade on the workers of this Dask scheduler: tls://HOST:PORT.",
    ),
]
Certificates = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Holds ca.pem, cert.pem and key.pem, for tls://.  [default: Dask's own setting]",
        show_default=False,
    ),
]
Isolation = Annotated[str, typer.Option(help="sandbox, process, or none (your own code only).")]


@app.command(help=__doc__)
def grade(
    submitted: Path = typer.Argument(help="Folder, zip or file that holds the submissions."),
    chapter: str = typer.Option("", help="Grade this chapter only."),
    student: list[str] = typer.Option([], help="Grade this student only; may be given again."),
    mistake: list[str] = typer.Option([], help="Grade again those who made this mistake only."),
    grader: list[str] = typer.Option([], help="Grade again those who lost points by it only."),
    roster: RosterFile = None,
    deadlines: DeadlinesFile = None,
    comments: CommentsFile = None,
    pattern: Pattern = "",
    out: Path = typer.Option(Path("out"), help="Folder for results, feedback and report."),
    jobs: int = typer.Option(0, min=0, help="Submissions at a time; 0: one per processor."),
    timeout: Timeout = None,
    memory: Memory = None,
    isolation: Isolation = "sandbox",
    scheduler: SchedulerAddress = "",
    certificates: Certificates = None,
    force: bool = typer.Option(False, "--force", help="Grade again what has not changed."),
    as_json: bool = typer.Option(False, "--json", help="Print the results as JSON."),
) -> None:
    """Grade, print the class, and end with 3 if something needs review."""
    root = find_root()
    tables = read_tables(out, all_chapters(root), TableFiles(roster, deadlines, comments, pattern))
    console = Console(highlight=False, stderr=as_json)
    setting = Setting.of(isolation, jobs, timeout or 0.0, memory or 0)
    with Bar(console) as bar:
        run = grade_class(
            root,
            submitted,
            out,
            only=find_chapter(root, chapter) if chapter else None,
            students=student,
            concern=Concern(mistake, grader),
            tables=tables,
            executor=executor_for(setting, scheduler, certificates, bar.say),
            force=force,
            progress=bar.show,
        )
    _print(console, run, out, isolation, tables, as_json=as_json)
    raise typer.Exit(3 if run.needs_review else 0)


def _print(
    console: Console, run: ClassRun, out: Path, isolation: str, tables: Tables, *, as_json: bool
) -> None:
    if as_json:
        print(json.dumps([result.to_json() for result in run.results], indent=1))
    else:
        show_class(console, run, out, isolation, tables)
