"""Every chapter is sound, with any secret."""

import pytest

from autograder.authoring.graded import source_of
from autograder.authoring.mistakes import sample
from autograder.authoring.verify import verify
from autograder.chapters import all_chapters, read_text
from autograder.grading.intake import read_submission
from autograder.grading.runner import Task, run_graders
from autograder.grading.secret import trying
from autograder.sandbox.walls.launcher import LocalLauncher
from tests.conftest import ROOT, in_turn, rooms_of, trains

SECRETS = [letter * 64 for letter in (b"a", b"b", b"c")]
CHAPTERS = all_chapters(ROOT)


def graded_with():
    """Yield (chapter, secret): one that trains with Keras is graded with one of the three."""
    for chapter in CHAPTERS:
        for secret in SECRETS[:1] if trains(chapter) else SECRETS:
            marks = [pytest.mark.slow] * trains(chapter)
            yield pytest.param(
                chapter, secret, marks=marks, id=f"{chapter.name}-{secret[:1].decode()}"
            )


@pytest.mark.slow
@pytest.mark.parametrize("chapter", in_turn(CHAPTERS, 6, "sound", rooms_of))
def test_a_chapter_is_sound(chapter, warm):
    """Of the known mistakes with Keras a sample is tried; `make verify` tries all."""
    proofs = verify(chapter, warm, brief=True)
    assert [fault for proof in proofs for fault in proof.faults] == []


def lost_by(chapter, files, launchers, secret):
    """Return what right answers lose: a message for each grader that they do not pass."""
    tasks = [Task(path.stem, read_submission(path, chapter.module)) for path in files]
    results = []
    with trying(secret):
        run_graders(chapter, launchers, tasks, results.append)
    assert len(results) == len(files)
    return {
        (result.student, outcome.grader): outcome.message
        for result in results
        for outcome in result.outcomes
        if outcome.score < outcome.points
    }


def hands_of(chapter):
    files = sorted((ROOT / "tests" / "correct" / chapter.name).glob("*.py"))
    assert len(files) >= 2
    return files


@pytest.mark.parametrize(("chapter", "secret"), list(graded_with()))
def test_correct_solutions_of_other_hands_earn_100_whatever_the_secret(warm, chapter, secret):
    """Where Keras trains one hand is graded, another after a change of the rooms."""
    files = hands_of(chapter)
    if trains(chapter):
        chosen = sample([path.stem for path in files], rooms_of(chapter), len(files))
        files = [path for path in files if path.stem in chosen]
    assert lost_by(chapter, files, warm, secret) == {}


@pytest.mark.thorough
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_all_correct_solutions_of_other_hands_earn_100(warm, chapter):
    assert lost_by(chapter, hands_of(chapter), warm, SECRETS[0]) == {}


# With this one the first network of 9.5 weighted all maps of a layer with one sign: images that
# show more than that were looked for without end.
UNLUCKY = b"a7f9dda921c5a21adf7921532bd546e7fd4b96d297e5ddbdc8044ef0443692a5"


@pytest.mark.slow
def test_a_network_that_shows_nothing_is_drawn_anew():
    pytest.importorskip("tensorflow")
    chapter = next(each for each in CHAPTERS if each.name == "ch09_pretrained")
    results = []
    task = Task("solution", source_of(chapter, read_text(chapter.solution)))
    with trying(UNLUCKY):
        run_graders(
            chapter,
            LocalLauncher(),
            [task],
            results.append,
            wanted=lambda task, grader: grader.exercise == "grad_cam",
        )
    assert results[0].score == results[0].max_score > 0
