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
from autograder.cli.classtable import class_table
from autograder.cli.style import plural, safe
from autograder.instructor.classes.concern import Concern
from autograder.instructor.classes.grade import ClassRun, grade_class
from autograder.instructor.classes.slots import Setting
from autograder.instructor.people.enrolment import Enrolment
from autograder.instructor.people.tables import TableFiles, Tables, read_tables

app = typer.Typer()

SHOWN = 12  # things passed over that are named in the terminal

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
    force: bool = typer.Option(False, "--force", help="Grade again what has not changed."),
    as_json: bool = typer.Option(False, "--json", help="Print the results as JSON."),
) -> None:
    """Grade, print the class, and end with 3 if something needs review."""
    root = find_root()
    tables = _tables(root, out, TableFiles(roster, deadlines, comments, pattern))
    console = Console(highlight=False, stderr=as_json)
    with Bar(console) as bar:
        run = grade_class(
            root,
            submitted,
            out,
            only=find_chapter(root, chapter) if chapter else None,
            students=student,
            concern=Concern(mistake, grader),
            tables=tables,
            setting=Setting.of(isolation, jobs, timeout or 0.0, memory or 0),
            force=force,
            progress=bar.show,
        )
    if as_json:
        print(json.dumps([result.to_json() for result in run.results], indent=1))
    else:
        _show(console, run, out, isolation, tables)
    raise typer.Exit(3 if run.needs_review else 0)


def _tables(root: Path, out: Path, given: TableFiles) -> Tables:
    return read_tables(out, all_chapters(root), given)


def _show(console: Console, run: ClassRun, out: Path, isolation: str, tables: Tables) -> None:
    console.print(class_table(run.results))
    reused = (
        f", {run.reused} of them unchanged since an earlier run (--force grades them again)"
        if run.reused
        else ""
    )
    console.print(f"\n{plural(len(run.results), 'submission')} graded{reused}.")
    if run.needs_review:
        console.print(f"{_accounts(run)}.")
    if isolation != "sandbox":
        console.print(f"[yellow]Graded with the weaker isolation level `{isolation}`.[/]")
    _show_passed_over(console, run, out)
    _show_enrolment(console, run.enrolment)
    _show_late(console, run)
    _show_requests(console, run, tables)
    review = [result.student for result in run.results if result.needs_review]
    if review:
        console.print(f"[yellow]Needs review: {safe(', '.join(review))}[/]")
    console.print(f"Report: {safe(str(out / 'report.html'))}")


def _accounts(run: ClassRun) -> str:
    """Return how many things came in, and what became of them: the parts make up the whole."""
    review = sum(result.needs_review for result in run.results)
    parts = [f"{len(run.results) - review} graded", f"{review} for a person to look at"]
    parts.append(f"{len(run.passed_over)} passed over")
    whole = plural(len(run.results) + len(run.passed_over), "thing")
    return f"{whole} came in: {', '.join(parts)}"


def _show_requests(console: Console, run: ClassRun, tables: Tables) -> None:
    """Say whose hand-in has gone, which comments count nowhere, and who asks to look again."""
    for chapter, names in sorted(run.gone.items()):
        if names:
            listed = safe(", ".join(sorted(names)[:SHOWN]))
            console.print(f"[yellow]No longer there, {chapter}: {listed}[/]", soft_wrap=True)
    for each in run.unheard[:SHOWN]:
        console.print(f"[yellow]Comment on nobody's hand-in: {safe(each.student)}[/]")
    for each in tables.requests[:SHOWN]:
        about = "/".join(filter(None, (each.chapter, each.remark.exercise)))
        words = f"{safe(each.student)}, {safe(about)}: {safe(each.remark.text)}"
        console.print(f"[yellow]Asked to look again: {words}[/]", soft_wrap=True)


def _show_late(console: Console, run: ClassRun) -> None:
    """Say whose points the deadlines take, and by what clock."""
    graded = {(result.chapter, result.student) for result in run.results}
    late = {place: each for place, each in run.late.items() if each.share and place in graded}
    for (chapter, student), each in list(late.items())[:SHOWN]:
        off = f"{100 * each.share:.0f} % off"
        console.print(f"Late: {safe(student)}, {chapter}, {plural(each.days, 'day')}: {off}")
    if late:
        console.print(
            f"{plural(len(late), 'hand-in')} late, by the time that the system or the file says: "
            "grades.csv has what is left, the results have all points.",
            soft_wrap=True,
        )


def _show_enrolment(console: Console, enrolment: Enrolment) -> None:
    """Say who is not in the roster, and who in it handed in nothing."""
    for name, nearest in list(enrolment.strangers.items())[:SHOWN]:
        meant = f": is {safe(nearest)} meant?" if nearest else ""
        console.print(f"[yellow]Not in the roster: {safe(name)}{meant}[/]")
    if (more := len(enrolment.strangers) - SHOWN) > 0:
        console.print(f"[yellow]Not in the roster: {plural(more, 'other name')}[/]")
    for words, found in (
        ("Handed in nothing of", enrolment.missing),
        ("Perhaps nothing of", enrolment.unsure),
    ):
        for chapter, people in sorted(found.items()):
            if people:
                names = ", ".join(person.id for person in people[:SHOWN])
                rest = f" and {len(people) - SHOWN} more" if len(people) > SHOWN else ""
                console.print(f"{words} {chapter}: {safe(names)}{rest}", soft_wrap=True)


def _show_passed_over(console: Console, run: ClassRun, out: Path) -> None:
    """Say what came in and is no hand-in: a line for each, or where all of them are listed."""
    for each in run.passed_over[:SHOWN]:
        console.print(f"[yellow]Passed over: {safe(str(each))}[/]")
    if more := len(run.passed_over[SHOWN:]):
        where = safe(str(out / "passed_over.csv"))
        console.print(f"[yellow]Passed over: {plural(more, 'other thing')}, listed in {where}[/]")
