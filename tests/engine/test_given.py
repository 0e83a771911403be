"""One mistake costs its own exercise: what is built on it is graded with a right version, too."""

import ast

import pytest

from autograder.authoring.mutants import unheard
from autograder.chapters import all_chapters, find_chapter, read_text
from autograder.grading.given import given_to
from autograder.grading.key import answer_key
from autograder.grading.packages import names_defined
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT

TREE = ast.parse("""
import numpy as np
import math

LIMIT = 3

def half(x):
    return x / helper()

def helper():
    return np.float64(2) + 0 * LIMIT

def quarter(x):
    return by_the_way(x)

def by_the_way(x):
    return half(half(x))

def alone(x):
    return math.exp(x)

def even(n):
    return n == 0 or odd(n - 1)

def odd(n):
    return n != 0 and even(n - 1)
""")
EXERCISES = ("half", "quarter", "alone", "even", "odd")


def scores(chapter, text, launchers=None, exercises=()):
    """Return what a text earns in the exercises that do not earn all, by their names."""
    results = []

    def is_asked(task, grader):
        return not grader.is_long and (not exercises or grader.exercise in exercises)

    task = Task("ada", Source(chapter.module, (Cell(f"{chapter.module}.py", text),)))
    with unheard():
        launchers = launchers or LocalLauncher()
        run_graders(chapter, launchers, [task], results.append, wanted=is_asked)
    (result,) = results
    found = result.exercises.items()
    return {name: each["score"] for name, each in found if each["score"] < each["max_score"]}


def solution_of(name):
    chapter = find_chapter(ROOT, name)
    return chapter, read_text(chapter.solution)


def test_an_exercise_is_given_what_it_calls_itself_or_in_a_helper():
    given = given_to(TREE, EXERCISES)
    assert {name: each.names for name, each in given.items() if each.names} == {
        "quarter": ("half",)
    }
    space = {}
    exec(given["quarter"].text, space)
    assert space["half"](3.0) == 1.5
    assert not {"quarter", "by_the_way", "alone", "math"} & set(space)


@pytest.mark.parametrize("chapter", all_chapters(ROOT), ids=lambda chapter: chapter.name)
def test_no_exercise_is_given_its_own_answer(chapter):
    for exercise, given in answer_key(chapter).given.items():
        defined = {name for node in ast.parse(given.text).body for name in names_defined(node)}
        assert exercise not in defined
        assert set(given.names) <= defined


WRONG = {
    "ch02_forward/dense_forward": "def dense_forward(X, W, b):\n    return X @ W - b",
    "ch03_backprop/dense_backward": "def dense_backward(dY, X, W):\n    return dY, X, W",
    "ch03_backprop/softmax_cross_entropy": "def softmax_cross_entropy(logits, y):\n    return 1.0",
    "ch03_backprop/backprop": "def backprop(X, y, params):\n    raise ValueError('shape label')",
}


@pytest.mark.parametrize("place", WRONG)
def test_a_whole_file_with_one_mistake_loses_points_in_one_exercise(place):
    name, exercise = place.split("/")
    chapter, text = solution_of(name)
    assert set(scores(chapter, f"{text}\n\n{WRONG[place]}\n")) == {exercise}


def test_a_function_that_is_not_written_yet_keeps_no_other_from_its_points():
    chapter, text = solution_of("ch02_forward")
    text += "\ndef dense_forward(X, W, b):\n    raise NotImplementedError('2.1 dense_forward')\n"
    assert scores(chapter, text) == {"dense_forward": 0}


def test_functions_that_fit_each_other_in_a_way_of_their_own_earn_all():
    chapter, text = solution_of("ch03_backprop")
    rich = """
from collections import namedtuple
Parts = namedtuple("Parts", "dX dW db")
_dense_backward, _backprop = dense_backward, backprop

def dense_backward(dY, X, W):
    return Parts(*_dense_backward(dY, X, W))

def backprop(X, y, params):
    dense_backward(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1))).dX  # a plain tuple has none
    return _backprop(X, y, params)
"""
    assert scores(chapter, f"{text}\n{rich}", exercises=("dense_backward", "backprop")) == {}


THIEF = """
def backprop(X, y, params):
    import gc, types
    for found in gc.get_objects():
        if isinstance(found, types.FunctionType) and found.__name__ == "backprop":
            if found.__code__ is not backprop.__code__:
                return found(X, y, params)
    raise ValueError("nothing to steal")
"""


def test_what_is_given_earns_nothing_for_the_exercise_itself(warm):
    chapter = find_chapter(ROOT, "ch03_backprop")
    stub = chapter.reference.shown(lambda exercise: "raise NotImplementedError")
    lost = scores(chapter, f"{stub}\n{THIEF}", warm, ("dense_backward", "backprop"))
    assert lost["dense_backward"] == 0
    assert lost["backprop"] <= 2  # for refusing what is to be refused
