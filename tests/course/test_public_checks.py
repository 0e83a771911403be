"""The checks that learners run tell right from wrong, before a grader does.

A chapter whose `tests/wrong/` has answers is held to it: none of them has every public check of its
exercise ticked; what other hands wrote rightly has. `verify` holds the known mistakes to it.
"""

from collections import Counter

import pytest

from autograder.authoring.mistakes import sample
from autograder.authoring.mutants import unheard
from autograder.chapters import all_chapters, read_text
from autograder.grading.collect import collect_checks
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.key import public_key
from autograder.grading.results import State
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT, in_turn, trains
from tests.course.test_wrong import ANSWERS

CORRECT = ROOT / "tests" / "correct"
CHAPTERS = [c for c in all_chapters(ROOT) if (ROOT / "tests" / "wrong" / c.name).is_dir()]


def unseen(chapter):
    """Return the wrong answers of a chapter, `exercise/name`, that no public check need see."""
    path = ROOT / "tests" / "wrong" / chapter.name / "unseen.txt"
    lines = read_text(path).splitlines() if path.exists() else []
    return [line for line in lines if not line.startswith("#")]


def hands_of(chapter, marks):
    """Yield the right answers of other hands; where Keras trains, all but one are for `verify`."""
    files = sorted((CORRECT / chapter.name).glob("*.py"))
    chosen = sample([path.stem for path in files], read_text(chapter.checks), len(files))
    for path in files:
        left = trains(chapter) and path.stem not in chosen
        yield pytest.param(
            chapter,
            path,
            id=f"{chapter.name}/{path.stem}",
            marks=[*marks, *[pytest.mark.thorough] * left],
        )


HANDS = [
    each
    for chapter in in_turn(CHAPTERS, 3, "hands", lambda each: read_text(each.checks))
    for each in hands_of(*chapter.values, chapter.marks)
]


SEEN_BY = Counter()  # the checks by how many wrong answers failed them


def examined(chapter, *paths):
    """Return an examination of files that are read one after the other."""
    cells = tuple(Cell(path.name, read_text(path)) for path in paths)
    connections = Connections(LocalLauncher(), Source(chapter.module, cells))
    return Examination(connections, public_key(chapter), public=True)


def is_ticked(chapter, path, exercise):
    """Return whether a wrong answer passes every public check of its exercise.

    One that fails is enough: those that have seen most answers before it come first.
    """
    checks = [check for check in collect_checks(chapter.checks) if check.exercise == exercise]
    examination = examined(chapter, chapter.solution, path)
    try:
        for check in sorted(checks, key=lambda check: -SEEN_BY[check.name]):
            with unheard():
                outcome = examination.run(check)
            assert outcome.state is not State.BROKEN, outcome.detail
            if outcome.state is not State.PASSED:
                SEEN_BY[check.name] += 1
                return False
    finally:
        examination.connections.close()
    return True


@pytest.mark.parametrize(("chapter", "path"), ANSWERS)
def test_a_wrong_answer_fails_a_public_check(chapter, path):
    exercise = path.parent.name
    ticked = is_ticked(chapter, path, exercise)
    assert ticked == (f"{exercise}/{path.stem}" in unseen(chapter))


@pytest.mark.parametrize(("chapter", "path"), HANDS)
def test_what_other_hands_wrote_rightly_passes_every_public_check(chapter, path):
    with unheard():
        outcomes = examined(chapter, path).run_all(collect_checks(chapter.checks))
    failed = [(o.grader, o.message) for o in outcomes if o.state is not State.PASSED]
    assert failed == []
