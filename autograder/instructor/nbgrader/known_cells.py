"""The cells of a release version, as the gradebook knows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from autograder.chapters import Chapter
from autograder.errors import CourseError, UsageError
from autograder.grading.results import Result

GRADE, SOLUTION = "check-", "ex-"  # how the ids of cells begin


@dataclass(frozen=True)
class KnownCell:
    """A cell of the release version: its id, its text, and its points if it is graded."""

    name: str
    source: str
    checksum: str
    points: float | None = None

    @property
    def exercise(self) -> str:
        """The exercise that the cell is of."""
        return exercise_of(self.name)


def exercise_of(name: str) -> str:
    """Return the exercise in a cell's id."""
    return name.removeprefix(GRADE).removeprefix(SOLUTION)


def find_known_cells(course: CourseDirectory, chapter: Chapter) -> tuple[KnownCell, ...]:
    """Return the cells that the gradebook of a course knows, in the order of the release version.

    Raises:
        UsageError: if the chapter was not released.
    """
    name = chapter.name
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            notebook = gradebook.find_notebook(chapter.module, name)
        except MissingEntry:
            raise UsageError(
                f"{name} is not in the gradebook: run `nbgrader generate_assignment {name}`"
            ) from None
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        return tuple(
            KnownCell(cell.name, cell.source, cell.checksum, points.get(cell.name))
            for cell in notebook.source_cells
        )


def require_known_exercises(known: Sequence[KnownCell], chapter: Chapter) -> None:
    """Ask that every grade cell is one that this course's graders fill.

    Raises:
        CourseError: if there are others.
    """
    graded = {cell.exercise for cell in known if cell.points is not None}
    if strange := ", ".join(sorted(graded.difference(chapter.exercises))):
        raise CourseError(
            f"{chapter.name} has grade cells that no grader of this course fills"
            f" ({strange}): put questions of your own into another course directory"
        )


def require_same_points(
    known: Sequence[KnownCell], results: Iterable[Result], chapter: Chapter
) -> None:
    """Ask that the gradebook was made from the graders of today.

    Raises:
        CourseError: if their points differ.
    """
    points = {cell.exercise: cell.points for cell in known if cell.points is not None}
    for result in results:
        wanted = {name: entry["max_score"] for name, entry in result.exercises.items()}
        if wanted and wanted != points:
            name = chapter.name
            raise CourseError(
                f"{name} was rebuilt, and the gradebook has the points of before: run"
                f" `autograder nbgrader init . --force`, then `nbgrader generate_assignment"
                f" {name} --force`, then this again"
            )
