"""The gradebook: one CSV row per student, with nbgrader's column names."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.grading.results import Outcome, Result, State, by_exercise
from autograder.instructor.classes.layout import PassedOver

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

# A spreadsheet takes a cell that begins with one of these for a formula (the wide forms too).
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def grades_csv(results: Iterable[Result], *, exercise_columns: bool = True) -> str:
    """Return the gradebook as CSV text, by chapter and student, lines ended as RFC 4180 says."""
    ordered = sorted(results, key=lambda result: (result.chapter, result.student))
    exercises = exercise_names(ordered) if exercise_columns else {}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")  # with "\n" alone a "\r" would go unquoted
    writer.writerow([*NBGRADER_COLUMNS, *OWN_COLUMNS, *map(guarded, exercises.values())])
    writer.writerows(
        [*_own_cells(result), *_exercise_cells(result, exercises)] for result in ordered
    )
    return text.getvalue()


def write_grades(results: Iterable[Result], path: Path, *, exercise_columns: bool = True) -> None:
    """Write the gradebook to `path`, whole or not at all."""
    text = grades_csv(results, exercise_columns=exercise_columns)
    # A folder name that is not UTF-8 reaches us as half surrogate pairs, which UTF-8 cannot hold.
    write_atomic(path, text.encode("utf-8", "backslashreplace"))


def write_passed_over(passed_over: Sequence[PassedOver], out: Path) -> None:
    """Write what came in and is no hand-in to `out`/passed_over.csv; nothing leaves no file."""
    path = out / "passed_over.csv"
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
    uses = Counter([*NBGRADER_COLUMNS, *OWN_COLUMNS, *(name for _, name in keys)])
    return {
        (chapter, name): name if uses[name] == 1 else f"{chapter}/{name}" for chapter, name in keys
    }


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _own_cells(result: Result) -> list[str]:
    score = score_cell(result.outcomes)
    known = {
        "assignment": guarded(result.chapter),
        "student_id": guarded(result.student),
        "raw_score": score,
        "score": score,
        "max_score": _number(result.max_score) if result.outcomes else "",
        "needs_review": "yes" if result.needs_review else "no",
        "isolation": guarded(result.isolation),
    }
    return [known.get(column, "") for column in (*NBGRADER_COLUMNS, *OWN_COLUMNS)]


def _exercise_cells(result: Result, columns: Iterable[tuple[str, str]]) -> list[str]:
    groups = by_exercise(result.outcomes)
    return [
        score_cell(groups.get(exercise, ()) if chapter == result.chapter else ())
        for chapter, exercise in columns
    ]


def score_cell(outcomes: Sequence[Outcome]) -> str:
    """Return the points earned, or nothing where nothing was graded or a grader is broken."""
    if not outcomes or any(outcome.state is State.BROKEN for outcome in outcomes):
        return ""
    return _number(sum(outcome.score for outcome in outcomes))


def _number(value: float) -> str:
    """Return `value` without needless decimals, and without the dust of binary sums."""
    return f"{value:.12g}"
