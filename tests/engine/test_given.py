"""One mistake costs its own exercise: what is built on it is graded with a right version, too."""

import ast

import pytest

from autograder.authoring.mutants import unheard
from autograder.chapters import all_chapters, read_text
from autograder.grading.bindings import names_defined
from autograder.grading.given import given_to
from autograder.grading.key import answer_key
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


def scores(chapter, text, launchers=None):
    """Return what a text earns in the exercises that do not earn all, by their names."""
    results = []

    task = Task("ada", Source(chapter.module, (Cell(f"{chapter.module}.py", text),)))
    with unheard():
        launchers = launchers or LocalLauncher()
        run_graders(chapter, launchers, [task], results.append)
    (result,) = results
    found = result.exercises.items()
    return {name: each["score"] for name, each in found if each["score"] < each["max_score"]}


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


def test_in_the_toy_chapter_the_third_exercise_is_given_the_first_two(shop):
    given = answer_key(shop).given
    assert {name: each.names for name, each in given.items()} == {
        "bill": (), "split": (), "serve": ("bill", "split"),
    }  # fmt: skip


WRONG = {
    "bill": "def bill(amounts, prices, fee=0.0):\n    return float(amounts @ prices - 1.0)",
    "split": "def split(prices, rate=0.25):\n    raise ValueError('nan')",
    "serve": "def serve(stock, orders, prices):\n    return stock, orders, prices",
}


@pytest.mark.parametrize("exercise", WRONG)
def test_a_whole_file_with_one_mistake_loses_points_in_one_exercise(shop, exercise):
    text = f"{read_text(shop.solution)}\n\n{WRONG[exercise]}\n"
    assert set(scores(shop, text)) == {exercise}


def test_a_function_that_is_not_written_yet_keeps_no_other_from_its_points(shop):
    text = read_text(shop.solution)
    text += "\ndef bill(amounts, prices, fee=0.0):\n    raise NotImplementedError('1.1 bill')\n"
    assert scores(shop, text) == {"bill": 0}


def test_functions_that_fit_each_other_in_a_way_of_their_own_earn_all(shop):
    rich = """
from collections import namedtuple
Parts = namedtuple("Parts", "paid saved")
_split, _serve = split, serve

def split(prices, rate=0.25):
    return Parts(*_split(prices, rate))

def serve(stock, orders, prices):
    split(np.ones(1)).paid  # a plain tuple has none
    return _serve(stock, orders, prices)
"""
    assert scores(shop, f"{read_text(shop.solution)}\n{rich}") == {}


THIEF = """
def serve(stock, orders, prices):
    import gc, types
    for found in gc.get_objects():
        if isinstance(found, types.FunctionType) and found.__name__ == "serve":
            if found.__code__ is not serve.__code__:
                return found(stock, orders, prices)
    raise ValueError("nothing to steal")
"""


def test_what_is_given_earns_nothing_for_the_exercise_itself(shop, warm):
    stub = shop.reference.shown(lambda exercise: "raise NotImplementedError")
    lost = scores(shop, f"{stub}\n{THIEF}", warm)
    assert lost == {"bill": 0, "split": 0, "serve": 0}


def test_a_known_mistake_is_not_asked_again_among_right_functions_that_stand_there_already(shop):
    text = f"{read_text(shop.solution)}\n\n{WRONG['serve']}\n"
    source, asked = Source(shop.module, (Cell(f"{shop.module}.py", text),)), []
    for alone in ("", "serve"):
        listened, results = [], []

        def listen(grader, calls, listened=listened):
            listened.append(grader.name)

        with unheard():
            task = Task("ada", source, alone=alone)
            run_graders(shop, LocalLauncher(), [task], results.append, listen=listen)
        asked.append((listened, results[0].score))
    (twice, score), (once, same) = asked
    assert score == same
    assert len(set(once)) == len(once) < len(twice)
    assert set(once) == set(twice)
