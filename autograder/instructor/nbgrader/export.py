"""nbgrader's export, in which a score that nobody knows yet is empty and not 0."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.atomic import write_atomic
from autograder.instructor.classes.gradebook import NBGRADER_COLUMNS, guarded


class ReviewedExport(ExportPlugin):  # type: ignore[misc]  # nbgrader ships no types
    """Writes nbgrader's own columns, and `needs_review`: 1 where a person must grade something."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the gradebook to `--to`, or to grades.csv."""
        path = Path(self.to or "grades.csv")
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, [*NBGRADER_COLUMNS, "needs_review"], lineterminator="\r\n")
        writer.writeheader()
        for row in self._rows(gradebook):
            writer.writerow({key: _cell(value) for key, value in row.items()})
        write_atomic(path, text.getvalue())
        self.log.info("Exporting grades to %s", path)

    def _rows(self, gradebook: Gradebook) -> Iterator[dict[str, Any]]:
        """Yield a row for each assignment and student that are wanted."""
        students = [each for each in gradebook.students if _is_wanted(each.id, self.student)]
        for assignment in gradebook.assignments:
            if _is_wanted(assignment.name, self.assignment):
                for student in students:
                    yield _person(assignment, student) | _marks(gradebook, assignment, student)


def _is_wanted(name: str, named: Any) -> bool:
    return not named or name in [str(each) for each in named]


def _person(assignment: Any, student: Any) -> dict[str, Any]:
    return {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }


def _marks(gradebook: Gradebook, assignment: Any, student: Any) -> dict[str, Any]:
    """Return the scores: 0 for who handed in nothing, empty where a person must look first."""
    try:
        found = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return {"raw_score": 0.0, "late_submission_penalty": 0.0, "score": 0.0, "needs_review": 0}
    penalty = found.late_submission_penalty
    if found.needs_manual_grade:
        scores = {"raw_score": None, "score": None, "needs_review": 1}
    else:
        score = max(0.0, found.score - penalty)
        scores = {"raw_score": found.score, "score": score, "needs_review": 0}
    return {"timestamp": found.timestamp, "late_submission_penalty": penalty, **scores}


def _cell(value: Any) -> str:
    return "" if value is None else guarded(str(value))
