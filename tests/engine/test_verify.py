"""`verify` says when a chapter is not sound, and what is written wrongly is the author's error."""

import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring.graded import graded_solution
from autograder.authoring.luck import lucky
from autograder.authoring.mistakes import Trials
from autograder.authoring.verify import verify
from autograder.chapters import find_chapter
from autograder.errors import CourseError
from autograder.grading.intake import read_submission
from autograder.grading.key import answer_key
from autograder.grading.results import Result
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Source
from tests.conftest import ROOT


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


EXTRA_MISCONCEPTIONS = """

@misconception
def harmless(right, z):
    \"\"\"Harmless.\"\"\"
    return right(z)


@misconception
def twin(right, z):
    \"\"\"A twin of another one.\"\"\"
    return clips_z(right, z)


@misconception
def broken(right, z):
    \"\"\"One that calls another without what that one needs.\"\"\"
    return clips_z(z)
"""


ONE_POINT_MORE = """

@grader(1)
def test_more():
    \"\"\"One point too many.\"\"\"
"""


def faults_of(chapter, exercise=""):
    """Return what `verify` says, by exercise; the chapter's own under its name."""
    proofs = verify(chapter, LocalLauncher(), exercise)
    return {proof.name: "\n".join(proof.faults) for proof in proofs}


@pytest.mark.slow
def test_verify_names_everything_that_is_unsound(course):
    chapter = find_chapter(course, "ch01_neuron")
    other, room = chapter.rooms["activate"], chapter.rooms["sigmoid"]
    other.write_text(other.read_text() + ONE_POINT_MORE)
    room.write_text(room.read_text() + EXTRA_MISCONCEPTIONS)
    edit(chapter.solution, "array([0., 0., 0., 1., 2.])", "array([0., 0., 0., 1., 3.])")
    edit(chapter.checks, "assert_close(z, 49.5", "assert_close(z, 49.6")
    hints = chapter.hints.read_text()
    chapter.hints.write_text(hints.replace("### Concept", "### Idea", 1))
    faults = faults_of(chapter)
    assert "the graders give 101 points, not 100" in faults[chapter.name]
    assert "1 of 14 examples in neuron.py's docstrings are wrong" in faults[chapter.name]
    first = faults["weighted_sum"]
    assert "hints.md has no «Concept» for weighted_sum" in first
    assert "the solution fails the check TestWeightedSum.test_equal_weights" in first
    assert "harmless loses no point in sigmoid: write a grader that sees it" in faults["sigmoid"]
    assert "twin is taken for clips_z" in faults["sigmoid"]
    assert "broken raises TypeError wherever it is called" in faults["sigmoid"]


@pytest.mark.slow
def test_verify_names_the_cause_and_not_what_follows_from_it(course):
    chapter = find_chapter(course, "ch01_neuron")
    edit(chapter.solution, "return float(x @ w + b)", "return float(x @ w - b)")
    faults = faults_of(chapter, "weighted_sum")
    assert list(faults) == ["weighted_sum"]
    assert "the solution fails weighted_sum.test_bias" in faults["weighted_sum"]
    assert "loses no point" not in faults["weighted_sum"]  # its mistakes were not tried


@pytest.mark.slow
def test_mistakes_that_are_tried_side_by_side_have_the_same_faults_in_the_same_order(course):
    chapter = find_chapter(course, "ch01_neuron")
    room = chapter.rooms["sigmoid"]
    room.write_text(room.read_text() + EXTRA_MISCONCEPTIONS)
    called = graded_solution(chapter, LocalLauncher())[1]
    with Trials(chapter, called) as alone, Trials(chapter, called, jobs=2) as pair:
        found = pair.faults("sigmoid")
        assert found == alone.faults("sigmoid")
    assert [fault.split()[0] for fault in found] == ["harmless", "harmless", "twin", "broken"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("@grader(point=60)\ndef test_x(function): ...", "unexpected keyword argument 'point'"),
        ("def test_x(function): ...", "test_x has no points: write @grader(points) above it"),
        ("@grader(1)\ndef test_x(tmp_path): ...", "asks for 'tmp_path': a test can have function"),
        ("test_x = 3", "test_x is no function"),
        ("@misconception\ndef wrong(right): ...", "wrong says nothing to a learner"),
        ('@grader(1)\ndef test_x():\n    """{what} is."""', "has a hole that nothing fills"),
    ],
)
def test_what_is_written_wrongly_in_a_room_is_said_with_the_file(course, written, says):
    chapter = find_chapter(course, "ch01_neuron")
    room = chapter.rooms["sigmoid"]
    room.write_text(f"{room.read_text()}\n\n{written}\n")
    with pytest.raises(CourseError, match=re.escape(says)) as error:
        answer_key(chapter)
    assert str(room) in str(error.value)


def test_a_room_that_belongs_to_no_exercise_is_named_with_those_that_there_are(course):
    chapter = find_chapter(course, "ch01_neuron")
    chapter.rooms["sigmoid"].rename(chapter.graders / "sigmoit.py")
    with pytest.raises(CourseError, match=r"sigmoit.py has the name of no exercise.* sigmoid,"):
        answer_key(chapter)


def test_the_mistakes_of_a_large_room_stand_in_a_file_beside_it(course):
    chapter = find_chapter(course, "ch01_neuron")
    room, beside = chapter.rooms["perceptron_train"], chapter.mistakes["perceptron_train"]
    known = answer_key(chapter).rooms["perceptron_train"].misconceptions
    assert beside.name == "perceptron_train_mistakes.py"
    assert "@misconception" not in room.read_text()
    assert len(known) == beside.read_text().count("@misconception") > 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("perceptron_train_mistakes", "perceptron_trian_mistakes", "has the name of no exercise"),
        ("perceptron_train", "threshold_unit", "has no room beside it: perceptron_train.py holds"),
    ],
)
def test_mistakes_that_belong_to_no_room_are_named(course, old, new, says):
    chapter = find_chapter(course, "ch01_neuron")
    (chapter.graders / f"{old}.py").rename(chapter.graders / f"{new}.py")
    with pytest.raises(CourseError, match=says):
        answer_key(chapter)


def test_mistakes_in_both_files_of_a_room_are_refused(course):
    chapter = find_chapter(course, "ch01_neuron")
    shutil.copy(chapter.rooms["sigmoid"], chapter.graders / "sigmoid_mistakes.py")
    with pytest.raises(CourseError, match=r"sigmoid.py holds mistakes, and sigmoid_mis"):
        answer_key(chapter)


@pytest.mark.slow
def test_no_mistake_passes_a_grader_by_luck(course):
    assert list(lucky(find_chapter(course, "ch01_neuron"), 3)) == []


@pytest.mark.slow
def test_verify_names_a_grader_that_a_mistake_passes_by_luck(course):
    chapter = find_chapter(course, "ch01_neuron")
    room = chapter.rooms["activation_derivative"]
    edit(room, "z = rng.uniform(0.1, 3.0, 3)", "z = rng.normal(size=1)")
    edit(room, "np.concatenate([z, -z, [0.0]])", "np.append(z, np.zeros(6))")
    faults = list(lucky(chapter, 4))
    # Another mistake's answers, too, may be told from right ones by what was drawn alone.
    found = "passes activation_derivative.test_step with "
    assert [fault for fault in faults if fault.startswith(f"step_slope_is_the_step {found}")]
    for fault in faults:
        assert found in fault
        assert fault.endswith(" of 4 secrets: make the inputs show it whatever is drawn")


def test_one_secret_alone_proves_nothing_and_is_refused():
    command = [Path(sys.executable).with_name("autograder"), "verify", "ch01_neuron"]
    done = subprocess.run([*command, "--secrets", "1"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "give 2 or more" in done.stderr


def test_a_grader_file_that_cannot_be_imported_is_the_authors_error(course):
    chapter = find_chapter(course, "ch01_neuron")
    edit(chapter.rooms["sigmoid"], "import numpy as np", "import no_such_module")
    with pytest.raises(CourseError, match=r"sigmoid.py:3 cannot be imported: ModuleNotFound"):
        run_graders(chapter, LocalLauncher(), [Task("ada", None, refusal="-")], print)


@pytest.mark.parametrize("file", ["solution", "room"])
def test_an_authors_broken_file_is_named_and_no_students_fault(course, file):
    chapter = find_chapter(course, "ch01_neuron")
    path = chapter.solution if file == "solution" else chapter.rooms["sigmoid"]
    path.write_text(path.read_text() + "\nimport no_such_module\n")
    with pytest.raises(CourseError, match="cannot be imported: ModuleNotFoundError"):
        run_graders(chapter, LocalLauncher(), [Task("ada", Source("neuron", ()))], print)


def test_results_survive_their_way_through_json(chapter):
    results = []
    source = read_submission(chapter.solution, chapter.module)
    run_graders(chapter, LocalLauncher(), [Task("ada", source, digest="d")], results.append)
    again = Result.from_json(results[0].to_json())
    assert again == results[0]
    assert dataclasses.asdict(again) == dataclasses.asdict(results[0])
