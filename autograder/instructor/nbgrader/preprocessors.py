"""Our steps of nbgrader's autograding: outcomes go into cells, doubts into the gradebook."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from autograder.errors import GradingError
from autograder.grading.cell_ids import GRADE
from autograder.grading.results import Result, State, by_exercise
from autograder.instructor.nbgrader.cells import output
from autograder.instructor.nbgrader.known_cells import exercise_of
from autograder.instructor.nbgrader.outputs import feedback_data
from autograder.instructor.report.feedback import make_card


class FillGradeCells(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Writes each exercise's feedback and score as the outputs of its grade cell.

    nbgrader reads the score from a result that is a number, and gives all points where it finds
    none: so each cell always gets one.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Fill the grade cells of a notebook."""
        result = _result_in(resources)
        outcomes = by_exercise(result.outcomes)
        for cell in filter(is_grade, nb.cells):
            if not cell.metadata.nbgrader.grade_id.startswith(GRADE):
                continue  # a question that an instructor has added
            name = exercise_of(cell.metadata.nbgrader.grade_id)
            card = make_card(name, outcomes.get(name, ()))
            score = {"text/plain": repr(float(card.score))}
            cell.outputs = [
                output("display_data", feedback_data(card, is_known=is_known(result, name))),
                output("execute_result", score, execution_count=None),
            ]
        return nb, resources


class AskForReview(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Marks grades that are in doubt as needing a person; runs after nbgrader has saved them."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Take back the scores that nobody knows."""
        result = _result_in(resources)
        unknown = {
            cell.metadata.nbgrader.grade_id
            for cell in filter(is_grade, nb.cells)
            if not _has_score(cell, result)
        }
        take_back(resources["nbgrader"], unknown)
        return nb, resources


class LeaveTestsToAPerson(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Marks an instructor's own tests as needing a person, where nothing runs them.

    nbgrader gives all points to a test without outputs.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Take back what nbgrader gave to tests."""
        tests = (cell for cell in filter(is_grade, nb.cells) if not is_solution(cell))
        take_back(resources["nbgrader"], {cell.metadata.nbgrader.grade_id for cell in tests})
        return nb, resources


def take_back(place: dict[str, Any], cells: Collection[str]) -> None:
    """Leave the scores of some cells of a submission open, and ask for a person."""
    with Gradebook(place["db_url"]) as gradebook:
        submission = gradebook.find_submission_notebook(
            place["notebook"], place["assignment"], place["student"]
        )
        for grade in submission.grades:
            if grade.name in cells:
                grade.auto_score = None
                grade.needs_manual_grade = True
        gradebook.db.commit()


def _has_score(cell: NotebookNode, result: Result) -> bool:
    """Return whether the saved score of a grade cell is one that somebody knows."""
    name = cell.metadata.nbgrader.grade_id
    if name.startswith(GRADE):
        return is_known(result, exercise_of(name))
    return bool(is_solution(cell))  # nbgrader asks for a person itself, if there is an answer


def is_known(result: Result, exercise: str) -> bool:
    """Return whether the score of an exercise is final: its file was graded, and no test broke."""
    outcomes = by_exercise(result.outcomes).get(exercise, ())
    is_broken = any(outcome.state is State.BROKEN for outcome in outcomes)
    return bool(outcomes) and not result.refused and not is_broken


def _result_in(resources: dict[str, Any]) -> Result:
    if "autograder" not in resources:
        raise GradingError(
            "nbgrader's own autograde step was used: nbgrader_config.py must call `configure(c)`,"
            " imported from autograder.instructor.nbgrader"
        )
    result: Result = resources["autograder"]
    return result
