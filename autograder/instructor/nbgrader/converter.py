"""nbgrader's autograde step over our engine.

Stock autograde looks for notebooks of one name, copies a submission's other files (links too) to
where feedback is made of them, and runs the notebook in a kernel beside the gradebook. This one
takes whatever file was handed in, as data, and copies nothing else.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from nbgrader.converters import Autograde, NbGraderException
from traitlets import Float, Integer, Unicode

from autograder.atomic import write_atomic
from autograder.chapters import Chapter, find_chapter, find_root
from autograder.errors import AutograderError, SubmissionError, UsageError
from autograder.grading import intake
from autograder.grading.results import Result
from autograder.instructor.classes.choice import choose
from autograder.instructor.classes.collection import HandedIn, collect
from autograder.instructor.classes.executor import Setting
from autograder.instructor.nbgrader.any_name import CopiesNothing
from autograder.instructor.nbgrader.doubts import leave_open
from autograder.instructor.nbgrader.engine_run import EngineRun
from autograder.instructor.nbgrader.gradebooks import one_engine
from autograder.instructor.nbgrader.graded_copy import graded_notebook
from autograder.instructor.nbgrader.known_cells import (
    KnownCell,
    find_known_cells,
    require_known_exercises,
    require_same_points,
)

OWN_FILES = ("timestamp.txt", "submission_secret.txt")  # that nbgrader's exchange looks for again


class CourseAutograde(Autograde, CopiesNothing):  # type: ignore[misc]  # nbgrader ships no types
    """Grades the chapters of this course; what else nbgrader does with a grade is its own."""

    isolation = Unicode("sandbox", help="The isolation level that submissions are graded at.").tag(
        config=True
    )
    jobs = Integer(0, help="Submissions graded at a time; 0: one per processor.").tag(config=True)
    timeout = Float(0.0, help="Seconds that one call may take; 0: as usual.").tag(config=True)
    memory = Integer(0, help="MiB that one submission may use; 0: as usual.").tag(config=True)

    chapter: Chapter
    submitted: Path
    known: tuple[KnownCell, ...]
    handed_in: dict[str, HandedIn]
    results: dict[str, Result]

    def init_notebooks(self) -> None:
        """Find the students' folders, whatever files are in them."""
        with self._faults():
            self.chapter = self._chapter()
            self.submitted = self._submitted()
        folders = self._folders()
        if not folders:
            super().init_notebooks()  # says what it looked for, and what is near
        with self._faults():
            self.known = find_known_cells(self.coursedir, self.chapter)
            require_known_exercises(self.known, self.chapter)
        name = f"{self.chapter.module}.ipynb"
        self.assignments = {folder: [os.path.join(folder, name)] for folder in folders}

    def convert_notebooks(self) -> None:
        """Have all that is due graded at once, several at a time; then convert one by one."""
        students = [Path(folder).parent.name for folder in sorted(self.assignments)]
        with self._faults():
            found = collect(self.submitted, [self.chapter], self.chapter)
            self.handed_in = {entry.student: entry for entry in found.entries}
            usable = [name for name in students if self._is_usable(name)]
            due = [name for name in usable if self._is_due(name)]
            if left := len(usable) - len(due):
                self.log.info("%d graded before and unchanged (--force grades again)", left)
            self.results = self._run().grade(due, self._say) if due else {}
            require_same_points(self.known, self.results.values(), self.chapter)
        with one_engine():
            super().convert_notebooks()

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Make room for a submission that was graded; return whether it is to be converted."""
        if student_id not in self.results:
            return False
        is_new: bool = super().init_destination(assignment_id, student_id)
        return is_new or self._replace(assignment_id, student_id)

    def _replace(self, assignment_id: str, student_id: str) -> bool:
        """Make room for what was graded again without a new time stamp: nbgrader would not.

        The feedback on the old copy goes, too, or `generate_feedback` would leave it.
        """
        step = self.coursedir.feedback_directory
        feedback = self.coursedir.format_path(step, student_id, assignment_id)
        self.force = True  # it is not set, or there would be room already
        try:
            is_replaced: bool = super().init_destination(assignment_id, student_id)
        finally:
            self.force = False
        if is_replaced:
            shutil.rmtree(feedback, ignore_errors=True)
        return is_replaced

    def _is_due(self, student: str) -> bool:
        """Return whether nbgrader will convert a submission: what it replaces is still needed."""
        source = Path(self._format_source(self.chapter.name, student))
        done = Path(self._format_dest(self.chapter.name, student))
        if self.force or not done.exists():
            return True
        new, old = map(self.coursedir.get_existing_timestamp, map(str, (source, done)))
        is_later = new is not None and old is not None and new > old
        # Files are changed without a new time stamp, too.
        return is_later or self._run().has_changed(self.handed_in[student])

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Enter the submission into the gradebook; of its files only nbgrader's own are copied."""
        ignored = self.coursedir.ignore
        self.coursedir.ignore = [*ignored, "*"]
        self.log.addFilter(_is_news)
        try:
            super().init_assignment(assignment_id, student_id)
        finally:
            self.log.removeFilter(_is_news)
            self.coursedir.ignore = ignored
        leave_open(self.coursedir, assignment_id, student_id)
        source = Path(self._format_source(assignment_id, student_id))
        target = Path(self._format_dest(assignment_id, student_id))
        for name in OWN_FILES:
            with contextlib.suppress(SubmissionError):  # most are handed in without
                write_atomic(target / name, intake.read_regular(name, source))

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Write the graded copy of one submission, and its scores to the gradebook."""
        resources = self.init_single_notebook_resources(notebook_filename)
        student = resources["nbgrader"]["student"]
        result = self.results[student]
        choice = choose(self.handed_in[student], self.chapter)
        resources["autograder"] = result
        self.exporter._preprocessors = []
        for preprocessor in [*self.sanitize_preprocessors, *self.autograde_preprocessors]:
            self.exporter.register_preprocessor(preprocessor)
        notebook = graded_notebook(choice, result, self.chapter, self.known)
        self.exporter.optimistic_validation = True  # once, not behind each of a dozen steps
        output, resources = self.exporter.from_notebook_node(notebook, resources)
        self.write_single_notebook(output, resources)

    # What is needed before anything is graded -------------------------------------------------

    def _chapter(self) -> Chapter:
        """Return the chapter that the assignment is."""
        chapter = find_chapter(find_root(), self.coursedir.assignment_id)
        if not fnmatchcase(chapter.module, self.coursedir.notebook_id):
            raise UsageError(f"{chapter.name} has one notebook, {chapter.module}.ipynb")
        return chapter

    def _folders(self) -> list[str]:
        """Return the folders of the students that are asked for, whatever their names are."""
        wanted = self.coursedir.student_id
        folders = sorted(self.submitted.glob("*"))
        return [
            str(folder / self.chapter.name)
            for folder in folders
            if (folder / self.chapter.name).is_dir()
            and (folder.name == wanted or fnmatchcase(folder.name, wanted))
        ]

    def _submitted(self) -> Path:
        """Return the folder that holds the students' folders."""
        step = self.coursedir.submitted_directory
        folder = Path(self.coursedir.format_path(step, "student", "chapter"))
        if folder.parts[-2:] != ("student", "chapter"):
            structure = self.coursedir.directory_structure
            raise UsageError(
                f"the directory structure {structure} cannot be graded: leave"
                " CourseDirectory.directory_structure as it is"
            )
        return folder.parent.parent

    def _is_usable(self, student: str) -> bool:
        if student not in self.handed_in:
            self.log.error("%s is no folder that can be graded: it was passed over", student)
        return student in self.handed_in

    def _run(self) -> EngineRun:
        out = Path(self.coursedir.root) / "results"
        setting = Setting.of(self.isolation, self.jobs, self.timeout, self.memory)
        return EngineRun(self.chapter, self.submitted, out, setting, self.force)

    def _say(self, line: str) -> None:
        self.log.info("%s", line)

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn errors of the engine into one of nbgrader's, which stops its command."""
        try:
            yield
        except AutograderError as error:
            self.log.error(str(error))
            raise NbGraderException(str(error)) from None


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether to show a line of nbgrader's; it warns of files with another name."""
    return not record.getMessage().startswith("No submitted file")
