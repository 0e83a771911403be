"""A mistake is named when all that was seen agrees with it, and only then."""

import numpy as np

from autograder.grading.misconceptions import Answers, Misconception, diagnose, replay, same
from autograder.grading.transcript import Call


def call(x, returned):
    return Call("double", (x,), {}, {}, returned=returned)


def reference(x):
    return 2 * x


def adds_two(x):
    return x + 2


def squares(x):
    return x * x


def diverges(x):
    while True:
        return np.float64(1e308) * x * 1e308


KNOWN = [
    Misconception("double", "You added 2.", adds_two),
    Misconception("double", "You squared.", squares),
    Misconception("double", "There is a loop.", reference, grader="test_loop"),
]


def named(*calls):
    found = diagnose(calls, KNOWN, Answers(reference))  # it knows calls by id()
    return found.name if found else None


def test_a_known_mistake_is_named():
    assert named(call(3.0, 5.0), call(5.0, 7.0)) == "adds_two"
    assert named(call(3.0, 9.0)) == "squares"


def test_right_answers_have_no_diagnosis_even_where_a_mistake_agrees():
    assert named(call(2.0, 4.0)) is None


def test_one_answer_that_disagrees_is_enough_to_name_nothing():
    assert named(call(3.0, 5.0), call(5.0, 25.0)) is None


def test_a_mistake_is_named_in_other_orders_of_the_same_operations():
    assert named(call(0.1, 0.1 + 2 + 1e-16), call(3.0, 5.0 * (1 + 1e-10))) == "adds_two"


def test_exceptions_are_compared_by_their_class():
    def divides(x):
        return 1 / 0

    seen = replay(divides, call(1.0, 0.0))
    assert seen.error == "ZeroDivisionError"
    assert same(seen, replay(divides, call(2.0, 0.0)), 0.0, 0.0)
    assert not same(seen, replay(reference, call(2.0, 0.0)), 0.0, 0.0)


def test_types_and_shapes_are_part_of_an_answer():
    assert named(call(np.ones(2) * 3, np.ones(2) * 5)) == "adds_two"
    assert named(call(np.ones(2) * 3, [5.0, 5.0])) is None
    assert named(call(np.ones(2) * 3, np.ones((2, 1)) * 5)) is None


def test_a_replay_does_not_change_what_was_recorded():
    def overwrites(x):
        x[:] = 0
        return x

    x = np.ones(3)
    replay(overwrites, call(x, None))
    assert x.tolist() == [1, 1, 1]


def test_the_warnings_of_a_wrong_answer_stay_silent(capfd):
    replay(diverges, call(np.ones(2), None))
    assert capfd.readouterr().err == ""
