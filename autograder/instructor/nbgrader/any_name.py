"""nbgrader's steps for students of any name: it takes s[3] for a pattern."""

from __future__ import annotations

import glob
import os
from pathlib import Path

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import BaseConverter


class CopiesNothing(BaseConverter):  # type: ignore[misc]  # nbgrader ships no types
    """Leaves a student's files where they are.

    Feedback takes along what lies beside the graded notebook: a link that a student handed in would
    bring them the file that it points to. nbgrader's own list of what to ignore is one of patterns,
    and means nothing in a folder called s[3].
    """

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy nothing."""


class FeedbackOnAnyName(GenerateFeedback):  # type: ignore[misc]  # nbgrader ships no types
    """Finds the notebooks of a student called s[3]."""

    def init_notebooks(self) -> None:
        """Find the graded notebooks of the students who are asked for."""
        student = self.coursedir.student_id
        if Path(self._format_source(self.coursedir.assignment_id, student)).is_dir():
            student = glob.escape(student)
        folders = glob.glob(self._format_source(self.coursedir.assignment_id, student))
        name = f"{self.coursedir.notebook_id}.ipynb"
        found = {each: glob.glob(os.path.join(glob.escape(each), name)) for each in folders}
        self.assignments = {folder: paths for folder, paths in found.items() if paths}
        if not self.assignments:
            super().init_notebooks()  # says what it looked for, and what is near

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Take along what lies beside the notebook, unless the name hides which one that is."""
        if not glob.has_magic(student_id):
            super().init_assignment(assignment_id, student_id)
