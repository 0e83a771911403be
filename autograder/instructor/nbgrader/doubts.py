"""Scores that nobody knows yet, in nbgrader's gradebook."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook


def leave_open(coursedir: Any, assignment: str, student: str) -> None:
    """Have a person asked for until the scores are saved: a fault on the way there is no zero.

    nbgrader has entered one where the file that was handed in has not the notebook's name.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for notebook in gradebook.find_submission(assignment, student).notebooks:
            for grade in notebook.grades:
                grade.auto_score = None
                grade.needs_manual_grade = True
        gradebook.db.commit()
