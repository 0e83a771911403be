"""Write the grades of a class as a learning management system takes them, or its feedback as a zip.

Example: `autograder export out --to canvas --template gradebook.csv`
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from autograder.atomic import write_atomic
from autograder.chapters import all_chapters, find_chapter, find_root
from autograder.cli.style import plural, safe
from autograder.errors import UsageError
from autograder.instructor.lms import canvas, moodle
from autograder.instructor.lms.scores import Marks
from autograder.instructor.people.tables import read_tables

app = typer.Typer()


class System(StrEnum):
    """Who takes what is written."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    FEEDBACK = "feedback"


@app.command(help=__doc__)
def export(
    out: Path = typer.Argument(help="The --out folder of an earlier `grade`."),
    to: System = typer.Option(help="Grades for Canvas or Moodle, or a zip with all feedback."),
    template: Path | None = typer.Option(
        None,
        help="What the system has given out, to be filled in: Canvas's gradebook, Moodle's "
        "grading worksheet.",
        show_default=False,
    ),
    chapter: str = typer.Option("", help="This chapter; a worksheet and feedback need one."),
) -> None:
    """Write the file, and say where it is and who is not in it."""
    root = find_root()
    marks = Marks.stored(out, read_tables(out, [each.name for each in all_chapters(root)]))
    only = find_chapter(root, chapter).name if chapter else ""
    if only and only not in marks.chapters:
        raise UsageError(f"{out} holds no results of {only}; there are {', '.join(marks.chapters)}")
    if to is System.FEEDBACK:
        path = out / f"{_the_one(marks, only)}_feedback.zip"
        count = moodle.feedback_zip(marks, out, _the_one(marks, only), path)
        typer.echo(f"{plural(count, 'page')} of feedback: {safe(str(path))}")
        return
    text, missing = _table(marks, to, template, only)
    path = out / f"{to}.csv"
    write_atomic(path, text)
    for student in missing:
        typer.echo(f"Not in {safe(str(template))}: {safe(student)}")
    typer.echo(f"Grades: {safe(str(path))}")


def _table(marks: Marks, to: System, template: Path | None, only: str) -> tuple[str, list[str]]:
    """Return the table, and the students of ours who are not in it."""
    if only:
        marks = marks.only(only)
    if template is None:
        return (canvas.canvas_table if to is System.CANVAS else moodle.moodle_table)(marks), []
    if to is System.CANVAS:
        return canvas.filled_in(marks, template)
    return moodle.worksheet(marks, template, _the_one(marks, only))


def _the_one(marks: Marks, only: str) -> str:
    """Return the chapter that is meant."""
    if not only and len(marks.chapters) > 1:
        raise UsageError(f"say which chapter with --chapter: {', '.join(marks.chapters)}")
    return only or marks.chapters[0]
