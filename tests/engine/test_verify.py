"""`verify` says when a chapter is not sound, and what is written wrongly is the author's error."""

import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring import mistakes
from autograder.authoring.graded import graded_mutants, graded_solution
from autograder.authoring.luck import Showing, differences, lucky
from autograder.authoring.mistakes import Trials
from autograder.authoring.verify import verify
from autograder.chapters import find_chapter
from autograder.errors import CourseError
from autograder.grading.intake import read_submission
from autograder.grading.key import answer_key
from autograder.grading.results import Result, State
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.limits import KERAS
from autograder.sandbox.worker.loading import Source


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


EXTRA_MISCONCEPTIONS = """

@misconception
def harmless(right, prices, rate=0.25):
    \"\"\"Harmless.\"\"\"
    return right(prices, rate)


@misconception
def twin(right, prices, rate=0.25):
    \"\"\"A twin of another one.\"\"\"
    return returns_saved_first(right, prices, rate)


@misconception
def broken(right, prices, rate=0.25):
    \"\"\"One that calls another without what that one needs.\"\"\"
    return returns_saved_first()
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


def test_verify_names_everything_that_is_unsound(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    other, room = chapter.rooms["serve"], chapter.rooms["split"]
    other.write_text(other.read_text() + ONE_POINT_MORE)
    room.write_text(room.read_text() + EXTRA_MISCONCEPTIONS)
    edit(chapter.solution, "(array([ 4., 15.]), array([0., 5.]))", "(array([ 4., 15.]), 5.0)")
    edit(chapter.checks, "(amounts, prices, 0.5), 10.5", "(amounts, prices, 0.5), 10.6")
    hints = chapter.hints.read_text()
    chapter.hints.write_text(hints.replace("### Concept", "### Idea", 1))
    faults = faults_of(chapter)
    assert "the graders give 101 points, not 100" in faults[chapter.name]
    assert "1 of 3 examples in shop.py's docstrings are wrong" in faults[chapter.name]
    first = faults["bill"]
    assert "hints.md has no «Concept» for bill" in first
    assert "the solution fails the check TestBill.test_two_kinds" in first
    assert "harmless loses no point in split: write a grader that sees it" in faults["split"]
    assert "twin is taken for returns_saved_first" in faults["split"]
    assert "broken raises TypeError wherever it is called" in faults["split"]
    assert faults["serve"] == ""


def test_verify_names_the_cause_and_not_what_follows_from_it(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    edit(chapter.solution, "np.float64(fee)", "-np.float64(fee)")
    faults = faults_of(chapter, "bill")
    assert list(faults) == ["bill"]
    assert "the solution fails bill.test_fee" in faults["bill"]
    assert "loses no point" not in faults["bill"]  # its mistakes were not tried


@pytest.mark.slow
def test_mistakes_that_are_tried_side_by_side_have_the_same_faults_in_the_same_order(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    room = chapter.rooms["split"]
    room.write_text(room.read_text() + EXTRA_MISCONCEPTIONS)
    called = graded_solution(chapter, LocalLauncher())[1]
    with Trials(chapter, called) as alone, Trials(chapter, called, jobs=2) as pair:
        found = pair.faults("split")
        assert found == alone.faults("split")
    assert [fault.split()[0] for fault in found] == ["harmless", "harmless", "twin", "broken"]


def test_mistakes_with_keras_are_held_against_checks_where_that_is_asked_for(monkeypatch, tiny):
    held = []
    monkeypatch.setattr(mistakes, "unseen_faults", lambda chapter, known: held.append(known) or [])
    called = graded_solution(tiny, LocalLauncher())[1]
    exercise = next(n for n, packages in answer_key(tiny).packages.items() if packages == KERAS)
    for brief, times in ((True, 0), (False, 1)):
        with Trials(tiny, called, brief=brief) as trials:
            trials.faults(exercise)
        assert len(held) == times


SAME_NAME = """

@misconception
def answers_nothing(right, *given):
    \"\"\"Nothing comes back.\"\"\"
"""


def test_mistakes_of_one_name_in_two_exercises_are_told_apart(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    for exercise in ("split", "bill"):
        room = chapter.rooms[exercise]
        room.write_text(room.read_text() + SAME_NAME)
    known = [m for m in answer_key(chapter).misconceptions if m.name == "answers_nothing"]
    for entry, result in graded_mutants(chapter, known):
        lost = {o.exercise for o in result.outcomes if o.state is not State.PASSED}
        assert lost == {entry.exercise}
    assert len(known) == 2


def test_a_brief_proof_tries_a_sample_that_changes_with_the_room():
    names = [f"mistake_{number}" for number in range(18)]
    rooms = [f"room {number}" for number in range(60)]
    samples = [mistakes.sample(names, room) for room in rooms]
    assert {len(each) for each in samples} == {2}
    assert samples[0] == mistakes.sample(names, rooms[0]) != samples[1]
    assert {name for each in samples for name in each} == set(names)
    assert mistakes.sample(["only"], "room") == ["only"]
    assert mistakes.sample([], "room") == []


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("@grader(point=60)\ndef test_x(function): ...", "unexpected keyword argument 'point'"),
        ("def test_x(function): ...", "test_x has no points: write @grader(points) above it"),
        ("@grader(1)\ndef test_x(tmp_path): ...", "asks for 'tmp_path': a test can have function"),
        ("test_x = 3", "test_x is no function"),
        (
            "@observation\ndef seen(other): ...",
            "the observation seen asks for 'other': it can have",
        ),
        ("@misconception\ndef wrong(right): ...", "wrong says nothing to a learner"),
        ('@grader(1)\ndef test_x():\n    """{what} is."""', "has a hole that nothing fills"),
        (
            "@pytest.mark.parametrise('n', [1])\n@grader(1)\ndef test_x(n): ...",
            "test_x has the marker parametrise, which says nothing here: did you mean parametrize?",
        ),
        (
            '@grader(1)\ndef test_x(): require(0, "", mistake="takes_the_meen")',
            'mistake="takes_the_meen" is no known mistake: did you mean takes_the_mean?',
        ),
    ],
)
def test_what_is_written_wrongly_in_a_room_is_said_with_the_file(
    toy_course, written, says, monkeypatch
):
    monkeypatch.setattr(pytest.mark, "_config", None)  # as in `autograder`: no marker is unknown
    chapter = find_chapter(toy_course, "ch01_shop")
    room = chapter.rooms["bill"]
    head = "import pytest\nfrom autograder.asserting import observation, require\n"
    room.write_text(f"{head}{room.read_text()}\n\n{written}\n")
    with pytest.raises(CourseError, match=re.escape(says)) as error:
        answer_key(chapter)
    assert str(room) in str(error.value)


def test_a_room_that_belongs_to_no_exercise_is_named_with_those_that_there_are(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    chapter.rooms["bill"].rename(chapter.graders / "bil.py")
    with pytest.raises(CourseError, match=r"bil.py has the name of no exercise.* bill,"):
        answer_key(chapter)


def test_the_mistakes_of_a_large_room_stand_in_a_file_beside_it(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    room, beside = chapter.rooms["serve"], chapter.mistakes["serve"]
    known = answer_key(chapter).rooms["serve"].misconceptions
    assert beside.name == "serve_mistakes.py"
    assert "@misconception" not in room.read_text()
    assert len(known) == beside.read_text().count("@misconception") > 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("serve_mistakes", "sevre_mistakes", "has the name of no exercise"),
        ("serve", "bill", "has no room beside it: serve.py holds"),
    ],
)
def test_mistakes_that_belong_to_no_room_are_named(toy_course, old, new, says):
    chapter = find_chapter(toy_course, "ch01_shop")
    (chapter.graders / f"{old}.py").rename(chapter.graders / f"{new}.py")
    with pytest.raises(CourseError, match=says):
        answer_key(chapter)


def test_mistakes_in_both_files_of_a_room_are_refused(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    shutil.copy(chapter.rooms["bill"], chapter.graders / "bill_mistakes.py")
    with pytest.raises(CourseError, match=r"bill.py holds mistakes, and bill_mis"):
        answer_key(chapter)


def test_a_mistake_that_trains_must_be_named_by_a_grader(toy_course):
    """By its answers it would be known only after a training for every submission that fails."""
    chapter = find_chapter(toy_course, "ch01_shop")
    beside = chapter.mistakes["serve"]
    beside.write_text(f"import keras\n{beside.read_text()}")
    with pytest.raises(CourseError, match=r"serve_mistakes.py: \w+ is known by its answers alone"):
        answer_key(chapter)


def test_a_mistake_that_the_shared_cases_name_is_not_asked_again(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    first = answer_key(chapter).rooms["bill"].misconceptions[0]
    assert first.shows_in_answers
    answer_key.cache_clear()
    cases = chapter.graders / "cases.py"
    cases.write_text(f'{cases.read_text() if cases.exists() else ""}\nNAMED = "{first.name}"\n')
    assert not answer_key(chapter).rooms["bill"].misconceptions[0].shows_in_answers


def test_no_mistake_passes_a_grader_by_luck(shop):
    assert list(lucky(shop, 3)) == []


def test_verify_names_a_grader_that_a_mistake_passes_by_luck(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    limit = "rng.choice([9.0, 10.0])"  # what a mistake does at the limit is seen by chance
    edit(chapter.rooms["split"], "np.append(prices, 10.0)", f"np.append(prices, {limit})")
    (fault,) = lucky(chapter, 6)
    assert fault.startswith("reduces_the_limit_itself passes split.test_cheap with ")
    assert fault.endswith(" of 6 secrets: make the inputs show it whatever is drawn")


def test_a_name_that_is_wrong_with_one_secret_in_some_is_told_once():
    place = ("halves", "split.test_cheap")
    taken = "halves is taken for doubles"
    showings = [Showing({place: False}, []), *(Showing({place: n > 1}, [taken]) for n in (1, 2))]
    assert list(differences(showings)) == [
        "halves passes split.test_cheap with 1 of 3 secrets: "
        "make the inputs show it whatever is drawn",
        "halves is taken for doubles (with 2 of 3 secrets)",
    ]


def test_one_secret_alone_proves_nothing_and_is_refused(toys):
    command = [Path(sys.executable).with_name("autograder"), "verify", "ch01_shop"]
    done = subprocess.run([*command, "--secrets", "1"], cwd=toys, capture_output=True, text=True)
    assert done.returncode == 2
    assert "give 2 or more" in done.stderr


def test_a_grader_file_that_cannot_be_imported_is_the_authors_error(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    edit(chapter.rooms["bill"], "import numpy as np", "import no_such_module")
    with pytest.raises(CourseError, match=r"bill.py:3 cannot be imported: ModuleNotFound"):
        run_graders(chapter, LocalLauncher(), [Task("ada", None, refusal="-")], print)


@pytest.mark.parametrize("file", ["solution", "room"])
def test_an_authors_broken_file_is_named_and_no_students_fault(toy_course, file):
    chapter = find_chapter(toy_course, "ch01_shop")
    path = chapter.solution if file == "solution" else chapter.rooms["bill"]
    path.write_text(path.read_text() + "\nimport no_such_module\n")
    with pytest.raises(CourseError, match="cannot be imported: ModuleNotFoundError"):
        run_graders(chapter, LocalLauncher(), [Task("ada", Source("shop", ()))], print)


def test_results_survive_their_way_through_json(shop):
    results = []
    source = read_submission(shop.solution, shop.module)
    run_graders(shop, LocalLauncher(), [Task("ada", source, digest="d")], results.append)
    again = Result.from_json(results[0].to_json())
    assert again == results[0]
    assert dataclasses.asdict(again) == dataclasses.asdict(results[0])
