"""nbgrader's steps of grading and of releasing, with ours in their place."""

from __future__ import annotations

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, Execute, SaveAutoGrades, SaveCells

from autograder.instructor.nbgrader.preprocessors import (
    AskForReview,
    FillGradeCells,
    LeaveTestsToAPerson,
)
from autograder.instructor.nbgrader.saved_cells import SaveChangedCells

STUBS = "autograder.authoring.release_stubs.ReleaseStubs"


def autograde_steps() -> list[str]:
    """Return nbgrader's steps of autograding with ours in the place of the one that executes."""
    found: list[type] = []
    for step in Autograde.autograde_preprocessors.default():
        found.append(FillGradeCells if step is Execute else step)
        found += [AskForReview] if step is SaveAutoGrades else []
    return list(map(_dotted, found))


def steps_by_hand() -> list[str]:
    """Return nbgrader's steps of autograding without the one that runs the notebook.

    Its tests are left to a person, as its written answers are.
    """
    found: list[type] = []
    for step in Autograde.autograde_preprocessors.default():
        found += [] if step is Execute else [step]
        found += [LeaveTestsToAPerson] if step is SaveAutoGrades else []
    return list(map(_dotted, found))


def release_steps() -> list[str]:
    """Return what nbgrader does to make a release version, with stubs as the course writes them."""
    ours = {ClearSolutions: STUBS, SaveCells: _dotted(SaveChangedCells)}
    stock = GenerateAssignment.preprocessors.default()
    return [ours.get(step) or _dotted(step) for step in stock]


def _dotted(step: type) -> str:
    """Return a class as settings name it: the formgrader shows them, and writes them as JSON."""
    return f"{step.__module__}.{step.__qualname__}"
