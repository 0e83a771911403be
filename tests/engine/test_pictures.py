"""A check that fails on many numbers offers a picture: as PNG, and inside a notebook."""

import io
import time

import matplotlib.image
import numpy as np
import pytest

from autograder.asserting import assert_close, require
from autograder.chapters import find_chapter
from autograder.cli.findings import outcome_lines
from autograder.cli.scenery import answer_lines
from autograder.grading.failure import Failure, Picture
from autograder.grading.results import Outcome, State
from autograder.learner.checking import check_file
from autograder.learner.exercises import find_exercise
from autograder.learner.notebook import check
from autograder.learner.pictures import png, save_first
from autograder.learner.warm import WarmProcess
from autograder.learner.workfile import read_work
from tests.engine.conftest import write_answer
from tests.engine.test_learner import autograder


def pixels(data):
    return matplotlib.image.imread(io.BytesIO(data), format="png")


def failure_of(actual, expected):
    with pytest.raises(Failure) as caught:
        assert_close(actual, expected)
    return caught.value


def test_wrong_numbers_of_one_or_two_axes_have_a_picture():
    for shape in ((5,), (3, 4)):
        wanted = np.arange(float(np.prod(shape))).reshape(shape)
        picture = failure_of(wanted + 1, wanted).picture
        assert np.array_equal(picture.seen, wanted + 1)
        assert np.array_equal(picture.wanted, wanted)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [(1.0, 2.0), (np.ones(3), np.zeros(3)), (np.ones((2, 2, 2)), np.zeros((2, 2, 2))),
     (np.ones(5), np.ones(6)), ("a", "b")],
)  # fmt: skip
def test_what_is_read_more_easily_or_has_another_form_has_none(actual, expected):
    assert failure_of(actual, expected).picture is None


def test_a_course_of_losses_can_be_shown():
    with pytest.raises(Failure) as caught:
        require(False, "The last loss is 2.", curve=[2.3, 2.1, 2.0])
    assert caught.value.picture.seen.tolist() == [2.3, 2.1, 2.0]
    with pytest.raises(Failure) as caught:
        require(False, "No numbers.", curve=["a", None])
    assert caught.value.picture is None


@pytest.mark.parametrize(
    "picture",
    [
        Picture(np.array([0.0, 1.0, np.nan, np.inf]), np.arange(4.0)),
        Picture(np.full((3, 4), np.nan), np.zeros((3, 4))),
        Picture(np.array([[True, False], [False, True]]), np.ones((2, 2), bool)),
        Picture(np.arange(100_000.0), np.zeros(100_000)),
        Picture(np.array([2.3, 2.1])),
    ],
    ids=["not finite", "nothing finite", "bool", "long", "losses"],
)
def test_whatever_the_numbers_are_a_picture_is_drawn(picture):
    drawn = pixels(png(picture))
    assert min(drawn.shape[:2]) > 300
    assert len(np.unique(drawn.reshape(-1, 4), axis=0)) > 10


WRONG = "return prices / 2, prices - np.sqrt(prices)"


def test_the_picture_of_a_failing_check_is_saved_and_shown_in_a_notebook(toy_course, monkeypatch):
    chapter = find_chapter(toy_course, "ch01_shop")
    write_answer(chapter, "split", WRONG)
    checked = check_file(chapter, "split")
    path = save_first(chapter, checked.outcomes)
    assert path == chapter.exercises_folder / "pictures" / "split.png"
    assert pixels(path.read_bytes()).shape[0] > 300
    monkeypatch.chdir(toy_course)
    names = {"np": np, "check": check}
    exec(f"LIMIT = 10.0\ndef split(prices, rate=0.25):\n    {WRONG}", names)
    assert "data:image/png;base64," in eval("check('split')", names)._repr_html_()


def test_without_a_picture_nothing_is_written(toy_course):
    chapter = find_chapter(toy_course, "ch01_shop")
    assert save_first(chapter, check_file(chapter, "split").outcomes) is None
    assert not (chapter.exercises_folder / "pictures").exists()


def test_the_picture_stands_below_its_check_and_what_was_not_run_says_so(tmp_path):
    states = {"a": State.FAILED, "b": State.FAILED, "c": State.NOT_RUN}
    outcomes = [Outcome(each, "x", f"line {each}", 1.0, states[each], "wrong") for each in states]
    lines = list(outcome_lines(outcomes, tmp_path / "p.png", "b"))
    assert "Look at it" in lines[lines.index(next(x for x in lines if "line b" in x)) + 2]
    assert lines[-1].endswith("line c (not run)")


@pytest.mark.slow
def test_check_and_the_warm_process_say_where_the_picture_lies(toy_course):
    write_answer(find_chapter(toy_course, "ch01_shop"), "split", WRONG)
    printed = autograder(toy_course, "check", "1/split").stdout
    path = toy_course / "exercises" / "ch01_shop" / "pictures" / "split.png"
    assert "Look at it: exercises/ch01_shop/pictures/split.png" in printed
    path.unlink()
    exercise = find_exercise(toy_course, "split")
    process = WarmProcess(toy_course)
    try:
        process.ask(exercise, read_work(exercise.chapter))
        while (answer := process.poll(1.0)) is None:
            pass
        assert answer.picture == str(path)
        assert answer.pictured in {each.grader for each in answer.outcomes}
        assert any("Look at it: " in line for line in answer_lines("split", answer))
        deadline = time.monotonic() + 60
        while not path.exists():  # it is drawn when the answer has been given
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        process.close()
