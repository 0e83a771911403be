"""Grade a class of submissions, each in a sandbox.

Example: `autograder grade submitted --chapter ch01_neuron --out out`
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.console import Console

from autograder.chapters import all_chapters, find_chapter, find_root
from autograder.cli.bar import Bar
from autograder.cli.classaccount import show_class
from autograder.errors import UsageError
from autograder.instructor.classes.concern import Concern
from autograder.instructor.classes.executor import Executor, Setting
from autograder.instructor.classes.grade import grade_class
from autograder.instructor.classes.slots import Slots
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
Certificate = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="For tls://, as Dask's own option.  [default: Dask's setting]",
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
    tls_ca_file: Certificate = None,
    tls_cert: Certificate = None,
    tls_key: Certificate = None,
    force: bool = typer.Option(False, "--force", help="Grade again what has not changed."),
    as_json: bool = typer.Option(False, "--json", help="Print the results as JSON."),
) -> None:
    """Grade, print the class, and end with 3 if something needs review."""
    root = find_root()
    tables = _tables(root, out, TableFiles(roster, deadlines, comments, pattern))
    console = Console(highlight=False, stderr=as_json)
    setting = Setting.of(isolation, jobs, timeout or 0.0, memory or 0)
    with Bar(console) as bar:
        executor = _executor(setting, Scheduler(scheduler, tls_ca_file, tls_cert, tls_key), bar.say)
        run = grade_class(
            root,
            submitted,
            out,
            only=find_chapter(root, chapter) if chapter else None,
            students=student,
            concern=Concern(mistake, grader),
            tables=tables,
            executor=executor,
            force=force,
            progress=bar.show,
        )
    if as_json:
        print(json.dumps([result.to_json() for result in run.results], indent=1))
    else:
        show_class(console, run, out, isolation, tables)
    raise typer.Exit(3 if run.needs_review else 0)


class Scheduler(NamedTuple):
    """The scheduler of a cluster, and the certificates that it asks for."""

    address: str
    ca: Path | None
    cert: Path | None
    key: Path | None


def _executor(setting: Setting, scheduler: Scheduler, say: Callable[[str], None]) -> Executor:
    """Return what grades: the slots of this machine, or a cluster.

    Raises:
        UsageError: if a cluster is asked for that there cannot be.
    """
    if not scheduler.address:
        return Slots(setting)
    try:
        from autograder.instructor.cluster.dispatch import Cluster  # only [cluster] has Dask
        from autograder.instructor.cluster.encryption import Certificates
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--scheduler needs {error.name}: install it with pip install -e '.[cluster]'"
        ) from None
    return Cluster(scheduler.address, setting, Certificates(*scheduler[1:]), say)


def _tables(root: Path, out: Path, given: TableFiles) -> Tables:
    return read_tables(out, all_chapters(root), given)
