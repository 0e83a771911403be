"""Every chapter is sound, with any secret; and `verify` says so when one is not."""

import dataclasses

import pytest

from autograder.authoring.verify import verify
from autograder.chapters import all_chapters, find_chapter
from autograder.grading.intake import read_submission
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.isolation import make_launcher
from autograder.sandbox.launcher import LocalLauncher
from tests.conftest import ROOT

CORRECT = sorted((ROOT / "tests" / "correct").glob("ch*/*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("chapter", all_chapters(ROOT), ids=lambda chapter: chapter.name)
def test_a_chapter_is_sound(chapter):
    launcher = make_launcher("sandbox")
    try:
        assert verify(chapter, launcher).faults == ()
    finally:
        launcher.close()


@pytest.mark.parametrize("secret", ["a" * 64, "b" * 64, "c" * 64])
def test_correct_solutions_of_other_hands_earn_100_whatever_the_secret(course, secret):
    (course / ".autograder").mkdir()
    (course / ".autograder" / "secret").write_text(secret)
    chapter = find_chapter(course, "ch01_neuron")
    tasks = [Task(path.stem, read_submission(path, chapter.module)) for path in CORRECT]
    tasks.append(Task("reference", read_submission(chapter.solution, chapter.module)))
    results = []
    run_graders(chapter, LocalLauncher(), tasks, results.append)
    lost = {
        (result.student, outcome.grader): outcome.message
        for result in results
        for outcome in result.outcomes
        if outcome.score < outcome.points
    }
    assert lost == {}
    assert len(results) == 4


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


FAULTS = {
    "points": ("graders", 'exercise("sigmoid", points=4)', 'exercise("sigmoid", points=5)',
               "the graders give 101 points, not 100"),
    "wrong solution": ("solution", "return float(x @ w + b)", "return float(x @ w - b)",
                       "the solution fails test_weighted_sum_bias"),
    "docstring": ("solution", "array([0., 0., 0., 1., 2.])", "array([0., 0., 0., 1., 3.])",
                  "docstrings are wrong"),
    "hint": ("hints", "### Concept", "### Idea", "has no «Concept» for weighted_sum"),
    "check": ("checks", "assert_close(z, 49.5", "assert_close(z, 49.6",
              "the solution fails the check"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_verify_names_what_is_unsound(course, fault):
    file, old, new, says = FAULTS[fault]
    chapter = find_chapter(course, "ch01_neuron")
    edit(getattr(chapter, file), old, new)
    faults = verify(chapter, LocalLauncher()).faults
    assert any(says in line for line in faults), faults


@pytest.mark.slow
def test_verify_sees_a_misconception_that_no_grader_catches(course):
    chapter = find_chapter(course, "ch01_neuron")
    harmless = """

@misconception("sigmoid", "Harmless.")
def harmless(z):
    return reference.sigmoid(z)


@misconception("sigmoid", "A twin of another one.")
def twin(z):
    return clips_z(z)
"""
    chapter.misconceptions.write_text(chapter.misconceptions.read_text() + harmless)
    faults = "\n".join(verify(chapter, LocalLauncher()).faults)
    assert "harmless loses no point in sigmoid: write a grader that sees it" in faults
    assert "twin is taken for clips_z" in faults


def test_a_grader_file_that_cannot_be_imported_is_the_authors_error(course):
    from autograder.errors import CourseError

    chapter = find_chapter(course, "ch01_neuron")
    edit(chapter.graders, "import pytest", "import pytest\nimport no_such_module")
    with pytest.raises(CourseError, match="cannot be collected"):
        run_graders(chapter, LocalLauncher(), [Task("ada", None, refusal="-")], print)


def test_results_survive_their_way_through_json(chapter):
    from autograder.grading.results import Result

    results = []
    source = read_submission(chapter.solution, chapter.module)
    run_graders(chapter, LocalLauncher(), [Task("ada", source, digest="d")], results.append)
    again = Result.from_json(results[0].to_json())
    assert again == results[0]
    assert dataclasses.asdict(again) == dataclasses.asdict(results[0])
