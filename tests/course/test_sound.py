"""Every chapter is sound, with any secret."""

import pytest

from autograder.authoring.verify import verify
from autograder.chapters import all_chapters, find_chapter
from autograder.grading.intake import read_submission
from autograder.grading.key import packages_of
from autograder.grading.runner import Task, run_graders
from autograder.grading.secret import trying
from autograder.sandbox.worker.limits import KERAS
from tests.conftest import ROOT

SECRETS = [letter * 64 for letter in (b"a", b"b", b"c")]
CHAPTERS = all_chapters(ROOT)


def graded_with():
    """Yield (chapter, secret): one that trains with Keras is graded with one of the three."""
    for chapter in CHAPTERS:
        trains = KERAS in packages_of(chapter).values()
        for secret in SECRETS[:1] if trains else SECRETS:
            yield pytest.param(chapter.name, secret, marks=[pytest.mark.slow] if trains else [])


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_chapter_is_sound(chapter, warm):
    """Of the known mistakes with Keras a sample is tried; `make verify` tries all."""
    proofs = verify(chapter, warm, brief=True)
    assert [fault for proof in proofs for fault in proof.faults] == []


@pytest.mark.parametrize(("name", "secret"), list(graded_with()))
def test_correct_solutions_of_other_hands_earn_100_whatever_the_secret(warm, name, secret):
    chapter = find_chapter(ROOT, name)
    files = sorted((ROOT / "tests" / "correct" / name).glob("*.py"))
    tasks = [Task(path.stem, read_submission(path, chapter.module)) for path in files]
    results = []
    with trying(secret):
        run_graders(chapter, warm, tasks, results.append)
    lost = {
        (result.student, outcome.grader): outcome.message
        for result in results
        for outcome in result.outcomes
        if outcome.score < outcome.points
    }
    assert lost == {}
    assert len(results) == len(files) >= 2
