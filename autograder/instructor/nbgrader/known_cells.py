"""The cells of a release version, as the gradebook knows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry, Notebook
from nbgrader.coursedir import CourseDirectory

from autograder.chapters import Chapter
from autograder.errors import CourseError, UsageError
from autograder.grading.cell_ids import GRADE, SOLUTION
from autograder.grading.results import Result


@dataclass(frozen=True)
class KnownCell:
    """A cell of the release version: its id, its text, and its points if it is graded."""

    name: str
    source: str
    checksum: str
    kind: str = "code"
    points: float | None = None
    is_answer: bool = False  # students write in it
    is_task: bool = False

    @property
    def exercise(self) -> str:
        """The exercise that the cell is of."""
        return exercise_of(self.name)

    @property
    def is_graded(self) -> bool:
        """Whether this course's graders fill it."""
        return self.name.startswith(GRADE)

    @property
    def is_question(self) -> bool:
        """Whether it is one that an instructor has added, for a person to grade."""
        return not self.name.startswith((GRADE, SOLUTION))


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
        return tuple(_cells(notebook))


def _cells(notebook: Notebook) -> Iterable[KnownCell]:
    graded = [*notebook.grade_cells, *notebook.task_cells]
    points = {cell.name: cell.max_score for cell in graded}
    answers = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    for cell in notebook.source_cells:
        yield KnownCell(
            cell.name,
            cell.source,
            cell.checksum,
            cell.cell_type,
            points.get(cell.name),
            cell.name in answers,
            cell.name in tasks,
        )


def require_known_exercises(known: Sequence[KnownCell], chapter: Chapter) -> None:
    """Ask that every cell that the course's graders are to fill is one that they can.

    Raises:
        CourseError: if there are others.
    """
    graded = {cell.exercise for cell in known if cell.is_graded}
    if strange := ", ".join(sorted(graded.difference(chapter.exercises))):
        raise CourseError(
            f"{chapter.name} has grade cells that no grader of this course fills"
            f" ({strange}): {_again(chapter)}. A question of your own has an id that does not"
            f" begin with {GRADE}"
        )


def require_same_points(
    known: Sequence[KnownCell], results: Iterable[Result], chapter: Chapter
) -> None:
    """Ask that the gradebook was made from the graders of today.

    Raises:
        CourseError: if their points differ.
    """
    points = {cell.exercise: cell.points for cell in known if cell.is_graded}
    for result in results:
        wanted = {name: entry["max_score"] for name, entry in result.exercises.items()}
        if wanted and wanted != points:
            raise CourseError(
                f"{chapter.name} was rebuilt, and the gradebook has the points of before:"
                f" {_again(chapter)}"
            )


def _again(chapter: Chapter) -> str:
    return (
        "run `autograder nbgrader init . --force`, then `nbgrader generate_assignment"
        f" {chapter.name} --force`, then this again"
    )
