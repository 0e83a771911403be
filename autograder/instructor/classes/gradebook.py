"""The gradebook: one CSV row per student, with nbgrader's column names."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.grading.results import Result, State
from autograder.instructor.classes.arranged import PassedOver
from autograder.instructor.people.deadlines import Lateness
from autograder.instructor.people.enrolment import Enrolment
from autograder.instructor.people.roster import Person, Roster
from autograder.instructor.people.tables import Tables

# The header of nbgrader's CsvExportPlugin, then what it has no word for.
NBGRADER_COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
OWN_COLUMNS = ("needs_review", "isolation")
ROSTER_COLUMNS = ("section", "group")  # where there is a roster
PASSED_OVER = "passed_over.csv"

# A spreadsheet takes a cell that begins with one of these for a formula (the wide forms too).
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True)
class Book:
    """What goes into a gradebook beside results: who is who, how late, who handed in nothing."""

    roster: Roster = field(default_factory=Roster)
    late: Mapping[tuple[str, str], Lateness] = field(default_factory=dict)  # chapter, student
    enrolment: Enrolment = field(default_factory=Enrolment)  # who handed in nothing, or may have

    @classmethod
    def of(cls, tables: Tables, results: Iterable[Result], enrolment: Enrolment) -> Book:
        """Return the book of a class; `results` are all that are known, of every chapter."""
        return cls(tables.roster, tables.deadlines.of(results), enrolment)

    def score(self, result: Result) -> float:
        """Return the points that count: those earned, less what being late costs."""
        late = self.late.get((result.chapter, result.student))
        return result.score * (1 - late.share) if late else result.score


NO_BOOK = Book()


def grades_csv(
    results: Iterable[Result], *, exercise_columns: bool = True, book: Book = NO_BOOK
) -> str:
    """Return the gradebook as CSV text, by chapter and student, lines ended as RFC 4180 says.

    Who handed in nothing has 0, as in nbgrader's own; a roster adds section and group.
    """
    ordered = sorted(results, key=lambda result: (result.chapter, result.student))
    exercises = exercise_names(ordered) if exercise_columns else {}
    more = ROSTER_COLUMNS if book.roster else ()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")  # with "\n" alone a "\r" would go unquoted
    writer.writerow([*NBGRADER_COLUMNS, *OWN_COLUMNS, *more, *map(guarded, exercises.values())])
    columns = (*NBGRADER_COLUMNS, *OWN_COLUMNS, *more)
    for result in ordered:
        known = _marks(result, book) | _person(book.roster.by_id.get(result.student))
        cells = [known.get(column, "") for column in columns]
        writer.writerow([*cells, *_exercise_cells(result, exercises)])
    most = {result.chapter: result.max_score for result in ordered if result.max_score}
    for chapter, points in most.items():
        for is_doubted in (False, True):
            people = book.enrolment.unsure if is_doubted else book.enrolment.missing
            for person in people.get(chapter, ()):
                known = _nothing(chapter, points, is_doubted) | _person(person)
                cells = [known.get(column, "") for column in columns]
                writer.writerow(cells + [""] * len(exercises))
    return text.getvalue()


def write_grades(
    results: Iterable[Result], path: Path, *, exercise_columns: bool = True, book: Book = NO_BOOK
) -> None:
    """Write the gradebook to `path`, whole or not at all."""
    text = grades_csv(results, exercise_columns=exercise_columns, book=book)
    # A folder name that is not UTF-8 reaches us as half surrogate pairs, which UTF-8 cannot hold.
    write_atomic(path, text.encode("utf-8", "backslashreplace"))


def write_passed_over(passed_over: Sequence[PassedOver], folder: Path) -> None:
    """Write what came in and is no hand-in to passed_over.csv; nothing leaves no file."""
    path = folder / PASSED_OVER
    if not passed_over:
        path.unlink(missing_ok=True)
        return
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["student_id", "path", "reason"])
    writer.writerows([guarded(e.student), guarded(e.path), e.reason] for e in passed_over)
    write_atomic(path, text.getvalue())


def exercise_names(results: Iterable[Result]) -> dict[tuple[str, str], str]:
    """Return the column name of each (chapter, exercise): the exercise, or both if ambiguous."""
    keys = dict.fromkeys((r.chapter, name) for r in results for name in r.exercises)
    taken = [*NBGRADER_COLUMNS, *OWN_COLUMNS, *ROSTER_COLUMNS]
    uses = Counter([*taken, *(name for _, name in keys)])
    return {
        (chapter, name): name if uses[name] == 1 else f"{chapter}/{name}" for chapter, name in keys
    }


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _marks(result: Result, book: Book) -> dict[str, str]:
    """Return what a result and its deadline say, by columns."""
    late = book.late.get((result.chapter, result.student))
    score = score_cell(result)
    return {
        "assignment": guarded(result.chapter),
        "duedate": late.due.isoformat(timespec="minutes") if late else "",
        "timestamp": result.handed_in,
        "student_id": guarded(result.student),
        "raw_score": score,
        "late_submission_penalty": _number(result.score * late.share) if late and score else "",
        "score": _number(book.score(result)) if score else "",
        "max_score": _number(result.max_score) if result.outcomes else "",
        "needs_review": "yes" if result.needs_review else "no",
        "isolation": guarded(result.isolation),
    }


def _person(person: Person | None) -> dict[str, str]:
    """Return what the roster says of a student, by columns."""
    if person is None:
        return {}
    names = ("first_name", "last_name", "email", "section", "group")
    said = {name: guarded(str(getattr(person, name))) for name in names}
    return {"student_id": guarded(person.id)} | said


def _nothing(chapter: str, points: float, is_doubted: bool) -> dict[str, str]:
    """Return the marks of who handed in nothing, or of whom it is not sure."""
    score, review = ("", "yes") if is_doubted else ("0", "no")
    marks = {"raw_score": score, "score": score, "max_score": _number(points)}
    return {"assignment": guarded(chapter), "needs_review": review} | marks


def _exercise_cells(result: Result, columns: Iterable[tuple[str, str]]) -> list[str]:
    scores, by_hand = result.exercises, result.by_hand
    broken = {each.exercise for each in result.outcomes if each.state is State.BROKEN}
    known = {name for name in scores if name in by_hand or name not in broken}
    return [
        _number(scores[name]["score"]) if chapter == result.chapter and name in known else ""
        for chapter, name in columns
    ]


def score_cell(result: Result) -> str:
    """Return the points earned, or nothing where nothing was graded or a grader is broken."""
    return _number(result.score) if result.is_judged and not result.needs_review else ""


def _number(value: float) -> str:
    """Return `value` without needless decimals, and without the dust of binary sums."""
    return f"{value:.12g}"
