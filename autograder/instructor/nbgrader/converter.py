"""nbgrader's autograde step over our engine.

Stock autograde looks for notebooks of one name, copies a submission's other files (links too) to
where feedback is made of them, and runs the notebook in a kernel beside the gradebook. This one
takes whatever file was handed in, as data, and copies nothing else.
"""

from __future__ import annotations

import contextlib
import glob
import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import api, autogradeapp
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.preprocessors import Execute, SaveAutoGrades
from sqlalchemy.exc import SAWarning
from traitlets import Integer, Unicode

from autograder.atomic import write_atomic
from autograder.chapters import Chapter, all_chapters, find_root
from autograder.errors import AutograderError, SubmissionError
from autograder.grading import intake
from autograder.grading.results import Result
from autograder.instructor.classes.choice import choose
from autograder.instructor.classes.collection import HandedIn, collect
from autograder.instructor.classes.grade import read_result
from autograder.instructor.nbgrader.graded import KnownCell, graded_notebook
from autograder.instructor.nbgrader.preprocessors import AskForReview, FillGradeCells

OWN_FILES = ("timestamp.txt", "submission_secret.txt")  # that nbgrader's exchange looks for again


class CourseAutograde(Autograde):
    """Grades the chapters of this course; what else nbgrader does with a grade is its own."""

    isolation = Unicode("sandbox", help="The isolation level that submissions are graded at.").tag(
        config=True
    )
    jobs = Integer(0, help="Submissions graded at a time; 0: one per processor.").tag(config=True)

    chapter: Chapter
    submitted: Path
    known: tuple[KnownCell, ...]
    handed_in: dict[str, HandedIn]
    results: dict[str, Result]

    def init_notebooks(self) -> None:
        """Find the students' folders, whatever files are in them."""
        self.chapter = self._chapter()
        self.submitted = self._submitted()
        name = f"{self.chapter.module}.ipynb"
        if not fnmatchcase(self.chapter.module, self.coursedir.notebook_id):
            raise self._fault(f"{self.chapter.name} has one notebook, {name}")
        pattern = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        folders = [folder for folder in glob.glob(pattern) if os.path.isdir(folder)]
        if not folders:
            super().init_notebooks()  # says what it looked for, and what is near
        self.known = self._known_cells()
        self._require_known_exercises()
        self.assignments = {folder: [os.path.join(folder, name)] for folder in folders}

    def convert_notebooks(self) -> None:
        """Have all that is due graded at once, several at a time; then convert one by one."""
        self.handed_in = self._collect()
        students = [Path(folder).parent.name for folder in sorted(self.assignments)]
        due = [
            student for student in students if self._is_usable(student) and self._is_due(student)
        ]
        if left := len(students) - len(due):
            self.log.info("%d graded before or unusable: left alone (--force grades again)", left)
        self.results = self._grade(due) if due else {}
        self._require_same_points()
        super().convert_notebooks()

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Make room for a submission that was graded; return whether it is to be converted."""
        if student_id not in self.results:
            return False
        return super().init_destination(assignment_id, student_id)

    def _is_due(self, student: str) -> bool:
        """Return whether nbgrader will convert a submission: what it replaces is still needed."""
        source = Path(self._format_source(self.chapter.name, student))
        done = Path(self._format_dest(self.chapter.name, student))
        if self.force or not done.exists():
            return True
        new, old = map(self.coursedir.get_existing_timestamp, map(str, (source, done)))
        return new is not None and old is not None and new > old

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Enter the submission into the gradebook; of its files only nbgrader's own are copied.

        Feedback takes along what lies beside the graded notebook: a link that a student handed in
        would bring them the file that it points to.
        """
        ignored = self.coursedir.ignore
        self.coursedir.ignore = [*ignored, "*"]
        self.log.addFilter(_is_news)
        try:
            super().init_assignment(assignment_id, student_id)
        finally:
            self.log.removeFilter(_is_news)
            self.coursedir.ignore = ignored
        self._leave_open(assignment_id, student_id)
        source = Path(self._format_source(assignment_id, student_id))
        target = Path(self._format_dest(assignment_id, student_id))
        for name in OWN_FILES:
            with contextlib.suppress(SubmissionError):  # most are handed in without
                write_atomic(target / name, intake.read_regular(name, source))

    def _leave_open(self, assignment_id: str, student_id: str) -> None:
        """Have a person asked for until the scores are saved: a fault on the way there is no zero.

        nbgrader has entered one where the file that was handed in has not the notebook's name.
        """
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            for notebook in gradebook.find_submission(assignment_id, student_id).notebooks:
                for grade in notebook.grades:
                    grade.auto_score = None
                    grade.needs_manual_grade = True
            gradebook.db.commit()

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
        output, resources = self.exporter.from_notebook_node(notebook, resources)
        self.write_single_notebook(output, resources)

    # What is needed before anything is graded -------------------------------------------------

    def _chapter(self) -> Chapter:
        name = self.coursedir.assignment_id
        chapters = {chapter.name: chapter for chapter in all_chapters(find_root())}
        if name not in chapters:
            listed = ", ".join(chapters)
            raise self._fault(
                f"{name} is no chapter of this course, and is not graded here: there are {listed}."
                " Grade assignments of your own in another course directory"
            )
        return chapters[name]

    def _submitted(self) -> Path:
        """Return the folder that holds the students' folders."""
        step = self.coursedir.submitted_directory
        folder = Path(self.coursedir.format_path(step, "student", "chapter"))
        if folder.parts[-2:] != ("student", "chapter"):
            structure = self.coursedir.directory_structure
            raise self._fault(
                f"the directory structure {structure} cannot be graded: leave"
                " CourseDirectory.directory_structure as it is"
            )
        return folder.parent.parent

    def _known_cells(self) -> tuple[KnownCell, ...]:
        """Return the cells that the gradebook knows, in the order of the release version."""
        name = self.chapter.name
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                notebook = gradebook.find_notebook(self.chapter.module, name)
            except MissingEntry:
                raise self._fault(
                    f"{name} is not in the gradebook: run `nbgrader generate_assignment {name}`"
                ) from None
            points = {cell.name: cell.max_score for cell in notebook.grade_cells}
            return tuple(
                KnownCell(cell.name, cell.source, cell.checksum, points.get(cell.name))
                for cell in notebook.source_cells
            )

    def _require_known_exercises(self) -> None:
        """Ask that every grade cell is one that this course's graders fill."""
        graded = {cell.exercise for cell in self.known if cell.points is not None}
        if strange := ", ".join(sorted(graded.difference(self.chapter.exercises))):
            raise self._fault(
                f"{self.chapter.name} has grade cells that no grader of this course fills"
                f" ({strange}): put questions of your own into another course directory"
            )

    def _require_same_points(self) -> None:
        """Ask that the gradebook was made from the graders of today."""
        points = {cell.exercise: cell.points for cell in self.known if cell.points is not None}
        for result in self.results.values():
            wanted = {name: entry["max_score"] for name, entry in result.exercises.items()}
            if wanted and wanted != points:
                name = self.chapter.name
                raise self._fault(
                    f"{name} was rebuilt, and the gradebook has the points of before: run"
                    f" `autograder nbgrader init . --force`, then `nbgrader generate_assignment"
                    f" {name} --force`, then this again"
                )

    def _collect(self) -> dict[str, HandedIn]:
        try:
            found = collect(self.submitted, [self.chapter], self.chapter)
        except AutograderError as error:
            raise self._fault(str(error)) from None
        return {entry.student: entry for entry in found.entries}

    def _is_usable(self, student: str) -> bool:
        if student not in self.handed_in:
            self.log.error("%s is no folder that can be graded: it was passed over", student)
        return student in self.handed_in

    # Grading ----------------------------------------------------------------------------------

    def _grade(self, students: Sequence[str]) -> dict[str, Result]:
        """Grade some students' submissions in the sandbox; keep all that is known in `results/`."""
        out = Path(self.coursedir.root) / "results"
        self._run_engine(out, students)
        paths = {s: out / self.chapter.name / s / "results.json" for s in students}
        results = {student: read_result(path) for student, path in paths.items()}
        if missing := [student for student, result in results.items() if result is None]:
            raise self._fault(f"there is no result for {', '.join(missing)}: run this again")
        return {student: result for student, result in results.items() if result}

    def _run_engine(self, out: Path, students: Sequence[str]) -> None:
        command = [sys.executable, "-P", "-m", "autograder", "grade", str(self.submitted)]
        command += ["--chapter", self.chapter.name, "--out", str(out)]
        command += ["--isolation", self.isolation, "--jobs", str(self.jobs)]
        command += ["--force"] if self.force else []
        command += [f"--student={student}" for student in students]
        last = ""
        with subprocess.Popen(
            command,
            cwd=self.chapter.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        ) as process:
            assert process.stdout is not None
            for line in filter(None, map(str.rstrip, process.stdout)):
                self.log.info("%s", line)
                last = line
        if process.returncode not in (0, 3):  # 3: graded, and a person must look at something
            raise self._fault(last.removeprefix("error: ") or "grading was stopped")

    def _fault(self, message: str) -> NbGraderException:
        self.log.error(message)
        return NbGraderException(message)


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether to show a line of nbgrader's; it warns of files with another name."""
    return not record.getMessage().startswith("No submitted file")


def preprocessors() -> list[str]:
    """Return nbgrader's steps of autograding with ours in the place of the one that executes."""
    found: list[Any] = []
    for step in Autograde.autograde_preprocessors.default():
        found.append(FillGradeCells if step is Execute else step)
        found += [AskForReview] if step is SaveAutoGrades else []
    return list(map(dotted, found))


def dotted(step: type) -> str:
    """Return a class as settings name it: the formgrader shows them, and writes them as JSON."""
    return f"{step.__module__}.{step.__qualname__}"


def install() -> None:
    """Put the converter where nbgrader's command and its formgrader take theirs from.

    nbgrader has no setting for the class.
    """
    # Of how nbgrader itself enters a submission: nothing that an instructor could change.
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    autogradeapp.Autograde = CourseAutograde
    api.Autograde = CourseAutograde
