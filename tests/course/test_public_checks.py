"""The checks that learners run tell right from wrong, before a grader does.

A chapter whose `tests/wrong/` has answers is held to it: none of them has every public check of its
exercise ticked; what other hands wrote rightly has. `verify` holds the known mistakes to it.
"""

import pytest

from autograder.authoring.mutants import unheard
from autograder.chapters import all_chapters, read_text
from autograder.grading.collect import collect_checks
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.key import public_key
from autograder.grading.results import State
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT
from tests.course.test_wrong import ANSWERS

CORRECT = ROOT / "tests" / "correct"
CHAPTERS = [c for c in all_chapters(ROOT) if (ROOT / "tests" / "wrong" / c.name).is_dir()]
# Slopes of more than 1 in a variable, and then small ones, are more than a learner's check needs.
# After a training as short as a check's, what was met on the way is near what is measured last.
UNSEEN = [
    "compile_model/takes_clipped_slopes",
    "fit_and_evaluate/evaluates_trained_rows_afterwards",
]
SLOW = {c.name: [pytest.mark.slow] for c in CHAPTERS if "import keras" in read_text(c.solution)}
HANDS = [
    pytest.param(
        *(chapter, path), id=f"{chapter.name}/{path.stem}", marks=SLOW.get(chapter.name, [])
    )
    for chapter in CHAPTERS
    for path in sorted((CORRECT / chapter.name).glob("*.py"))
]


def checked(chapter, *paths, exercise=""):
    """Return how the public checks end on files that are read one after the other."""
    cells = tuple(Cell(path.name, read_text(path)) for path in paths)
    checks = [c for c in collect_checks(chapter.checks) if exercise in ("", c.exercise)]
    connections = Connections(LocalLauncher(), Source(chapter.module, cells))
    with unheard():
        return Examination(connections, public_key(chapter), public=True).run_all(checks)


def all_ticked(outcomes):
    assert [o.detail for o in outcomes if o.state is State.BROKEN] == []
    return all(outcome.state is State.PASSED for outcome in outcomes)


@pytest.mark.parametrize(("chapter", "path"), ANSWERS)
def test_a_wrong_answer_fails_a_public_check(chapter, path):
    exercise = path.parent.name
    ticked = all_ticked(checked(chapter, chapter.solution, path, exercise=exercise))
    assert ticked == (f"{exercise}/{path.stem}" in UNSEEN)


@pytest.mark.parametrize(("chapter", "path"), HANDS)
def test_what_other_hands_wrote_rightly_passes_every_public_check(chapter, path):
    outcomes = checked(chapter, path)
    failed = [(o.grader, o.message) for o in outcomes if o.state is not State.PASSED]
    assert failed == []
