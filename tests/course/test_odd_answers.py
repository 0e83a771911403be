"""Whatever a submission answers, its graders judge it: nothing it returns breaks or informs."""

import numpy as np
import pytest

from autograder.authoring.mistakes import sample
from autograder.chapters import all_chapters
from autograder.grading.connection import Connection
from autograder.grading.key import packages_of
from autograder.grading.results import State
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.walls.isolation import make_launcher
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.limits import KERAS, NUMPY, Limits
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT, in_turn, rooms_of, trains

ODD = """
None; 'text'; []; {}; (); True; 7; 3.5; 1j; Odd(); [Odd()]; lambda: 1; (1, 2, 3)
np.array(['a']); np.array([1.0, np.nan]); np.zeros((0, 3)); np.array(2.0); np.ones((3,) * 6)
np.array([Odd()]); (np.ones(2), None, [1])
swap(right(), None, 0); swap(right(), None, -1); swap(right(), 'text', 0); swap(right(), Odd(), -1)
swap(right(), 2.0, 0); swap(right(), [], -1); swap(right(), np.array(['a']), 0)
swap(right(), np.zeros((0, 3)), -1); swap(right(), np.array([Odd()]), 0)
swap(right(), leaf(right(), -1) + np.nan, -1); swap(right(), leaf(right(), 0) + np.inf, 0)
""".replace("\n", ";").split(";")
ODD = [answer.strip() for answer in ODD if answer.strip()]

MANY = 12
QUICK = 3  # of the later chapters, what trains networks takes minutes for each odd answer


def quick(chapter):
    """Return the exercises of a chapter that are held to this: in the later ones, NumPy alone."""
    packages = packages_of(chapter)
    lean = {name for name in chapter.exercises if packages.get(name, NUMPY) == NUMPY}
    return set(chapter.exercises) if chapter.number <= QUICK else lean


CHAPTERS = [
    pytest.param(chapter, id=chapter.name, marks=[pytest.mark.slow] * (chapter.number > QUICK))
    for chapter in all_chapters(ROOT)
    if quick(chapter)
]

WRAPPER = """

class Odd:
    def __init__(self):
        self.dtype = self.shape = "SMUGGLED: " + repr(LAST)
    def __repr__(self):
        return "SMUGGLED"


LAST = None


def leaf(value, end):  # the first number or array (end 0) of an answer with parts, or the last (-1)
    if isinstance(value, dict) and value:
        return leaf(list(value.values()), end)
    return leaf(value[end], end) if isinstance(value, (list, tuple)) and value else value


def swap(value, odd, end):  # an answer that is right but for its first or its last part
    if isinstance(value, dict) and value:
        return dict(zip(value, swap(list(value.values()), odd, end)))
    if not isinstance(value, (list, tuple)) or not value:
        return odd
    parts = list(value)
    parts[end] = swap(parts[end], odd, end)
    return type(value)(parts)


def _odd(function, right_calls):
    import functools
    calls = []
    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        global LAST
        LAST = args
        calls.append(1)
        right = lambda: function(*args, **kwargs)
        return right() if len(calls) <= right_calls else {answer}
    return wrapped


for _name in set(globals()) - {"leaf", "swap"}:
    if _name.islower() and _name[0] != "_" and hasattr(globals()[_name], "__code__"):
        globals()[_name] = _odd(globals()[_name], {right})
"""


def graded(chapter, answers, right, asked):
    """Return the results of odd answers behind `right` right calls, by the short graders."""
    text, tasks, results = chapter.solution.read_text(), [], []
    for answer in answers:
        odd = WRAPPER.replace("{answer}", answer).replace("{right}", str(right))
        tasks.append(Task(answer, Source(chapter.module, (Cell("odd.py", text + odd),))))

    def is_asked(task, grader):
        is_long = grader.is_long and chapter.number > QUICK
        return grader.exercise in asked and not is_long

    with np.errstate(all="ignore"):  # what is no number is cast, too
        run_graders(chapter, LocalLauncher(), tasks, results.append, wanted=is_asked)
    assert len(results) == len(answers)
    for result in results:
        for outcome in result.outcomes:
            assert outcome.state is not State.BROKEN, (result.student, outcome)
            assert "SMUGGLED" not in outcome.message, (result.student, outcome)
    return results


@pytest.mark.parametrize("right", [0, 4, MANY])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_odd_answer_breaks_a_grader_or_tells_a_hidden_input(chapter, right):
    """The first `right` calls of each function are answered as they should be.

    Where there are some, one in six of the odd answers stands for all, others as a room changes.
    """
    answers = sample(ODD, f"{right}{rooms_of(chapter)}", 6) if right else ODD
    for result in graded(chapter, answers, right, quick(chapter)):
        # Behind many right answers some exercises are done.
        assert result.score < result.max_score / (2 if right < MANY else 1), result.student


@pytest.mark.parametrize("chapter", in_turn(filter(trains, all_chapters(ROOT)), 6, "odd", rooms_of))
def test_no_odd_answer_breaks_a_grader_of_networks(chapter):
    """Behind one right call, which the gate has seen, and behind none."""
    asked = {name for name, packages in packages_of(chapter).items() if packages == KERAS}
    for right in (0, 1):
        graded(chapter, sample(ODD, f"{right}{rooms_of(chapter)}", 6), right, asked)


def test_loading_again_and_again_uses_up_the_time_of_a_submission():
    """A file that loads slowly and dies at each call must not take its load time sixty times."""
    text = "import os, time\ntime.sleep(0.4)\ndef f(x):\n    os._exit(0)\n"
    launcher = make_launcher("sandbox", limits=Limits(total_seconds=1.0))
    try:
        connection = Connection(launcher, Source("neuron", (Cell("neuron.py", text),)))
        seen = []
        for _ in range(6):
            with pytest.raises(AssertionError) as caught:
                connection.ask("call", "f", target=[None, "f"], cases=[[[1]]], options={})
            seen.append(str(caught.value))
        assert "ended the whole Python process" in seen[0]
        assert seen[-1] == "The 1 s for one submission are used up."
        assert connection.budget.spent < 2.5
    finally:
        launcher.close()


def test_a_fault_of_the_engine_ends_one_submission_and_is_no_zero(chapter):
    results = []
    source = Source("neuron", (Cell("neuron.py", chapter.solution.read_text()),))
    faults = iter([RuntimeError("a fault of ours")])

    def listen(grader, calls):
        for fault in faults:
            raise fault

    tasks = [Task("ada", source), Task("ben", source)]
    run_graders(chapter, LocalLauncher(), tasks, results.append, listen=listen)
    ada, ben = results
    assert ada.needs_review
    assert "a fault of ours" in ada.notes[0]
    assert ada.max_score == 0
    assert ben.score == 100
