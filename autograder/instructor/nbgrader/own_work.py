"""Assignments of an instructor's own, beside the chapters in one course directory."""

from __future__ import annotations

from nbgrader.converters import Autograde
from traitlets import Bool

from autograder.chapters import all_chapters, find_root
from autograder.instructor.nbgrader.converter import CourseAutograde
from autograder.instructor.nbgrader.steps import steps_by_hand


class OwnAutograde(Autograde):  # type: ignore[misc]  # nbgrader ships no types
    """nbgrader's own autograde step, for an assignment that is no chapter of this course.

    It runs a notebook in a kernel, with all that the one who grades may do: only where an
    instructor has asked for it.
    """

    runs_code = Bool(False, help="Run the notebooks of own assignments, without a sandbox.").tag(
        config=True
    )

    def init_notebooks(self) -> None:
        """Find the notebooks, and choose whether they are run."""
        name = self.coursedir.assignment_id
        if self.runs_code:
            self.log.warning("%s is no chapter: nbgrader runs it here, without a sandbox", name)
        else:
            self.log.warning(
                "%s is no chapter: nothing runs it here, and its tests are left to a person. To"
                " have nbgrader run it without a sandbox: configure(c, run_own_work=True)",
                name,
            )
            self.autograde_preprocessors = steps_by_hand()
        super().init_notebooks()


class AutogradeOfEither(Autograde):  # type: ignore[misc]  # nbgrader ships no types
    """What nbgrader calls to autograde an assignment: a chapter, or one of an instructor's own."""

    def start(self) -> None:
        """Grade the assignment that the course directory names."""
        chapters = {chapter.name for chapter in all_chapters(find_root())}
        kind = CourseAutograde if self.coursedir.assignment_id in chapters else OwnAutograde
        converter = kind(coursedir=self.coursedir, parent=self.parent)
        converter.force, converter.create_student = self.force, self.create_student
        converter.start()
