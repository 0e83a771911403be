"""Write grades as a learning management system takes them, feedback as a zip, or its autograder.

Example: `autograder export out --to canvas --template gradebook.csv`, or `autograder export out
--to gradescope --chapter ch01_neuron`
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from autograder.atomic import write_atomic
from autograder.chapters import all_chapters, find_chapter, find_root
from autograder.cli.style import plural, safe
from autograder.errors import UsageError
from autograder.instructor.lms import canvas, gradescope, moodle
from autograder.instructor.lms.scores import Marks, people_of
from autograder.instructor.people.tables import read_tables

app = typer.Typer()


class System(StrEnum):
    """Who takes what is written."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    FEEDBACK = "feedback"
    GRADESCOPE = "gradescope"


@app.command(help=__doc__)
def export(
    out: Path = typer.Argument(help="The --out folder of an earlier `grade`."),
    to: System = typer.Option(
        help="Grades for Canvas or Moodle; a zip with all feedback; what Gradescope grades a "
        "chapter with."
    ),
    template: Path | None = typer.Option(
        None,
        help="What the system has given out, to be filled in: Canvas's gradebook, Moodle's "
        "grading worksheet.",
        show_default=False,
    ),
    column: str = typer.Option(
        "", help="What Canvas calls the assignment, if not as the chapter is called."
    ),
    chapter: str = typer.Option(
        "", help="This chapter; a worksheet, feedback and Gradescope need one."
    ),
) -> None:
    """Write the file, and say where it is and who is not in it."""
    root = find_root()
    if to is System.GRADESCOPE:
        _gradescope(root, out, chapter)
        return
    marks = Marks.stored(out, read_tables(out, all_chapters(root)))
    only = find_chapter(root, chapter).name if chapter else ""
    if only and only not in marks.chapters:
        raise UsageError(f"{out} holds no results of {only}; there are {', '.join(marks.chapters)}")
    if to is System.FEEDBACK:
        _feedback(marks, out, _the_one(marks, only))
        return
    text, missing = _table(marks, to, template, only, column)
    path = out / f"{to}.csv"
    write_atomic(path, text)
    for student in missing:
        typer.echo(f"Not in {safe(str(template or 'the roster'))}: {safe(student)}")
    typer.echo(f"Grades: {safe(str(path))}")


def _feedback(marks: Marks, out: Path, chapter: str) -> None:
    path = out / f"{chapter}_feedback.zip"
    count, mates = moodle.feedback_zip(marks, out, chapter, path)
    for student in mates:
        typer.echo(f"No page of their own, as a mate has handed in: {safe(student)}")
    typer.echo(f"{plural(count, 'page')} of feedback: {safe(str(path))}")


def _gradescope(root: Path, out: Path, name: str) -> None:
    if not name:
        raise UsageError("say which chapter Gradescope is to grade with --chapter")
    chapter = find_chapter(root, name)
    path = out / f"{chapter.name}_gradescope.zip"
    count = gradescope.autograder_zip(chapter, path)
    typer.echo(f"{plural(count, 'file')} for Gradescope: {safe(str(path))}")
    typer.echo("It holds graders and solution: for Gradescope alone. Base image: Ubuntu 24.04.")


def _table(
    marks: Marks, to: System, template: Path | None, only: str, column: str
) -> tuple[str, list[str]]:
    """Return the table, and the students of ours who are not in it."""
    if only:
        marks = marks.only(only)
    if template is None:
        known = {person.id for person in people_of(marks)}
        missing = sorted({each.student for each in marks.results} - known)
        return (canvas.canvas_table if to is System.CANVAS else moodle.moodle_table)(marks), missing
    if to is System.CANVAS:
        return canvas.filled_in(marks, template, column and _the_one(marks, only) and column)
    return moodle.worksheet(marks, template, _the_one(marks, only))


def _the_one(marks: Marks, only: str) -> str:
    """Return the chapter that is meant."""
    if not only and len(marks.chapters) > 1:
        raise UsageError(f"say which chapter with --chapter: {', '.join(marks.chapters)}")
    return only or marks.chapters[0]
