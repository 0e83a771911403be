"""An answer of another kind than the gate has seen is the submission's fault, and told in words."""

import types

import numpy as np
import pytest

from autograder.grading.connections import Connections
from autograder.grading.departures import are_alike
from autograder.grading.examination import Examination
from autograder.grading.grader import Grader, Terms
from autograder.grading.key import Key
from autograder.grading.results import State
from autograder.grading.rooms import Room
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source

TWICE = """
import numpy as np
calls = []
def double(x):
    calls.append(x)
    right = {{"value": 2 * x, "parts": [x, x]}}
    return right if len(calls) <= {right} else {odd}
"""


def examined(text, *tests):
    """Return how graders of `double` end; the first is its gate."""
    graders = [
        Grader(f"test_{n}", "double", "A line.", test, terms=Terms(points=1, gate=not n))
        for n, test in enumerate(tests)
    ]
    source = Source("neuron", (Cell("neuron.py", text),))
    key = Key({}, reference=types.SimpleNamespace(double=None), rooms={"double": Room()})
    connections = Connections(LocalLauncher(), source)
    return Examination(connections, key, diagnose_at_once=False).run_all(graders)


def gate(function):
    assert isinstance(function(1.0)["value"], float)


def reads(function):
    assert function(2.0)["value"] == 4.0


def reads_twice(function):
    first, second = function(2.0), function(3.0)
    assert second["value"] == first["value"] + 2


ODD = ["None", "7", "(1, 2)", "{}", "lambda: 1", "np.zeros((0, 3))", "'text'"]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_answer_behind_the_gate_fails_its_grader_in_words(odd):
    outcomes = examined(TWICE.format(right=1, odd=odd), gate, reads)
    assert [each.state for each in outcomes] == [State.PASSED, State.FAILED]
    assert "`double` answers one call with another kind of value" in outcomes[1].message
    assert "Error" in outcomes[1].detail  # for the instructor: where the grader stopped


def test_an_odd_answer_within_the_gate_is_compared_with_the_first():
    (outcome,) = examined(TWICE.format(right=1, odd="None"), reads_twice)
    assert outcome.state is State.FAILED


def test_a_grader_that_breaks_on_answers_of_one_kind_is_broken():
    def breaks(function):
        function(2.0)["valeu"]

    outcomes = examined(TWICE.format(right=9, odd="None"), gate, breaks)
    assert [each.state for each in outcomes] == [State.PASSED, State.BROKEN]


def test_a_grader_that_breaks_before_it_calls_is_broken():
    def breaks(function):
        [][0]

    (outcome,) = examined(TWICE.format(right=9, odd="None"), breaks)
    assert outcome.state is State.BROKEN


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (1, 2.5, True),
        (np.float32(1), 2, True),
        ([1, 2], [3], True),
        ([], [3], True),
        ([1], ["a"], False),
        ((1, 2), (1,), False),
        ((1, "a"), (2, "b"), True),
        ({"a": 1}, {"a": 2.0}, True),
        ({"a": 1}, {"b": 1}, False),
        (np.ones(3), np.zeros(5, int), True),
        (np.ones(3), np.ones((3, 1)), False),
        (np.ones(1), np.array(["a"]), False),
        (None, 0, False),
    ],
)
def test_what_is_of_one_kind(one, other, alike):
    assert are_alike(one, other) == alike
