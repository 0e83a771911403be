"""Wrong answers as learners give them lose points in their exercise.

Each file of `tests/wrong/<chapter>/<exercise>/` holds one function in place of the right one;
its docstring says which promise it breaks.
"""

import hashlib

import pytest

from autograder.authoring.mutants import unheard
from autograder.chapters import all_chapters, read_text
from autograder.grading.results import State
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT

WRONG = ROOT / "tests" / "wrong"
STEP = 24  # of the answers that need Keras, one in so many is tried; `make verify` tries all


def marks_of(path):
    """Return the marks of an answer: one that needs Keras takes seconds."""
    if "import keras" not in read_text(path):
        return []
    chosen = hashlib.sha256(path.stem.encode()).digest()[0] % STEP == 0
    return [pytest.mark.slow] if chosen else [pytest.mark.slow, pytest.mark.thorough]


ANSWERS = [
    pytest.param(
        chapter,
        path,
        id=path.relative_to(WRONG).with_suffix("").as_posix(),
        marks=marks_of(path),
    )
    for chapter in all_chapters(ROOT)
    for path in sorted((WRONG / chapter.name).glob("*/*.py"))
]


@pytest.mark.parametrize(("chapter", "path"), ANSWERS)
def test_a_wrong_answer_loses_points_in_its_exercise(chapter, path):
    exercise = path.parent.name
    assert exercise in chapter.exercises
    result = graded(chapter, path, long=False)
    if result.score == result.max_score:  # then a training must tell
        result = graded(chapter, path, long=True)
    assert [o.detail for o in result.outcomes if o.state is State.BROKEN] == []
    assert result.score < result.max_score


def graded(chapter, path, *, long):
    """Return what a wrong answer gets from the graders of its exercise that take long, or don't."""
    cells = (
        Cell(f"{chapter.module}.py", read_text(chapter.solution)),
        Cell(path.name, read_text(path)),
    )
    results = []

    def is_asked(task, grader):
        return grader.exercise == path.parent.name and grader.is_long == long

    with unheard():
        task = Task("learner", Source(chapter.module, cells))
        run_graders(chapter, LocalLauncher(), [task], results.append, wanted=is_asked)
    return results[0]
