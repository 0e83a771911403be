"""A mistake is named when all that was seen agrees with it, and only then."""

import dataclasses
import sys
import types

import numpy as np

from autograder.asserting import require
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.failure import Failure, Raised
from autograder.grading.grader import Grader, Terms
from autograder.grading.key import Key
from autograder.grading.misconceptions import Answers, Misconception, replay, same
from autograder.grading.recognition import diagnose
from autograder.grading.results import State
from autograder.grading.rooms import Room
from autograder.grading.transcript import Call
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source


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


# What contradicts a mistake is looked for ----------------------------------------------------


def wants_positive(x):
    """Return 2 x; refuse what is below 0."""
    if x < 0:
        raise ValueError("double: below")
    return 2 * x


def adds_two_and_wants_positive(x):
    wants_positive(x)
    return x + 2


def writes_into_x(x):
    x[0] = 2 * x[0]
    return x


def multiplies_shapes_that_do_not_fit(x):
    return np.ones(3) @ np.ones(4)


def named_by(calls, known, right, own=None):
    entries = [Misconception("double", "", function) for function in known]
    found = diagnose(calls, entries, Answers(right), own)
    return found.name if found else None


def raised(text, kind="ValueError", library=True):
    return Raised(kind, (kind, "Exception"), text, None, None, library)


def failed_call(x, error):
    return Call("double", (x,), {}, {}, raised=error)


def test_an_exception_of_a_package_agrees_in_its_text_too_but_for_numbers():
    known = [multiplies_shapes_that_do_not_fit]
    text = "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
    text += "(n?,k),(k,m?)->(n?,m?) (size 9 is different from 8)"
    assert named_by([failed_call(3.0, raised(text))], known, reference) == known[0].__name__
    read_only = raised("assignment destination is read-only")
    assert named_by([failed_call(3.0, read_only)], known, reference) is None


def test_the_words_of_a_refusal_are_the_learners_own():
    own = raised("no!", library=False)
    calls = [failed_call(-1.0, own), call(3.0, 5.0), call(5.0, 7.0)]
    assert named_by(calls, [adds_two_and_wants_positive], wants_positive) is not None


def test_who_refuses_nothing_hears_of_the_mistake_in_the_values_all_the_same():
    calls = [call(3.0, 5.0), call(5.0, 7.0), call(-1.0, 1.0)]
    known = [adds_two_and_wants_positive]
    assert named_by(calls, known, wants_positive, calls[:2]) == known[0].__name__
    assert named_by(calls, known, wants_positive, calls[2:]) is None  # that one refuses


def test_a_mistake_that_another_call_contradicts_is_not_named():
    calls = [call(3.0, 5.0), call(5.0, 25.0)]
    assert named_by(calls, [adds_two], reference, calls[:1]) is None


def by_kind(x, kind):
    """Return x by its kind: doubled, negated or squared."""
    return {"double": 2 * x, "minus": -x, "square": x * x}[kind]


def keeps_the_sign(x, kind):
    return x if kind == "minus" else by_kind(x, kind)


def gives_x_back(x, kind):
    return x


def kinds_seen(function):
    """Return calls of a function of (x, kind), and those with the kind «minus»."""
    given = [(x, kind) for x in (2.0, 3.0, 5.0) for kind in ("double", "minus", "square")]
    calls = [Call("double", case, {}, {}, returned=function(*case)) for case in given]
    return calls, [each for each in calls if each.args[1] == "minus"]


def test_a_mistake_with_one_word_is_named_beside_another_fault_with_another_word():
    calls, minus = kinds_seen(lambda x, k: x + 1 if k == "square" else keeps_the_sign(x, k))
    assert named_by(calls, [keeps_the_sign], by_kind, minus) == "keeps_the_sign"
    square = [each for each in calls if each.args[1] == "square"]
    assert named_by(calls, [keeps_the_sign], by_kind, square) is None


def test_a_mistake_that_speaks_of_more_words_than_are_wrong_is_not_named():
    calls, minus = kinds_seen(keeps_the_sign)
    assert named_by(calls, [gives_x_back], by_kind, minus) is None


def test_how_an_overflow_is_met_is_no_part_of_another_mistake():
    """Values are wrong by a known mistake; in calls that watch for overflow there is none."""
    watched = Call("double", (1000.0,), {}, {"overflow": "raise"}, returned=2000.0)
    calls = [call(2.0, 4.0), call(3.0, 5.0), watched]
    assert named_by(calls, [adds_two], reference) == "adds_two"
    assert named_by([*calls, call(7.0, 14.0)], [adds_two], reference) is None


def divides_by_the_largest(x):
    """Where nothing is above 0, it divides by 1: one way of several to meet a 0."""
    return 2 * x / max(x.max(), 1)


def test_what_a_division_by_0_leaves_is_no_part_of_another_mistake():
    """A learner's own way to divide by the largest number leaves NaN where that is 0."""
    light, dark = np.array([2.0, 4.0]), np.zeros(2)
    calls = [call(light, light / 2), call(dark, np.array([np.nan, np.nan]))]
    assert named_by(calls, [divides_by_the_largest], reference) == "divides_by_the_largest"
    raised = Raised("ZeroDivisionError", ("ZeroDivisionError",), "by zero", "x.py", 3)
    calls[1] = Call("double", (dark,), {}, {}, raised=raised)
    assert named_by(calls, [divides_by_the_largest], reference) == "divides_by_the_largest"
    assert named_by(calls[1:], [divides_by_the_largest], reference) is None
    calls[1] = call(dark, dark + 3)
    assert named_by(calls, [divides_by_the_largest], reference) is None


def test_a_grader_with_a_mistake_of_its_own_does_not_name_it_where_a_package_raised():
    own = Misconception("double", "There is a loop.", never, grader="test_double")
    text = "import numpy as np\ndef double(x): return np.ones(3) @ np.ones(4)"
    assert not examined(asks(), [own], text).diagnosis


# What replaying cannot tell ------------------------------------------------------------------


def never(x):
    raise KeyboardInterrupt("a mistake that is named otherwise is not asked for answers")


NAMED = Misconception("double", "The grader said so.", never, named=True)


def renamed(entry, name):
    """Return a misconception of another name."""
    other = types.FunctionType(never.__code__, globals(), name)
    return dataclasses.replace(entry, function=other)


def examined(ask, known, text="def double(x): return x + 5", **options):
    """Return how one grader of `double` ends on a file, after all have run."""
    source = Source("neuron", (Cell("neuron.py", text),))
    rooms = {"double": Room(misconceptions=tuple(known))}
    key = Key({}, reference=types.SimpleNamespace(double=reference), rooms=rooms)
    connections = Connections(LocalLauncher(), source)
    examination = Examination(connections, key, diagnose_at_once=False, **options)
    grader = Grader("test_double", "double", "It doubles.", ask, terms=Terms(points=1))
    (outcome,) = examination.run_all([grader])
    sys.modules.pop("neuron", None)
    assert outcome.state is State.FAILED, outcome.detail
    return outcome


def asks(mistake=""):
    def ask(submission):
        require(submission.double(3.0) == 6.0, "Not twice as much.", mistake=mistake)

    return ask


def test_a_grader_may_name_the_mistake_itself():
    outcome = examined(asks("never"), [NAMED])
    assert (outcome.misconception, outcome.diagnosis) == ("never", "The grader said so.")
    assert outcome.message == "Not twice as much."


def test_what_the_grader_names_counts_more_than_what_answers_show():
    known = [Misconception("double", "You added 2.", adds_two), NAMED]
    text = "def double(x): return x + 2"
    assert examined(asks(), known, text).misconception == "adds_two"
    assert examined(asks("never"), known, text).misconception == "never"


def test_a_name_that_no_misconception_has_leaves_it_to_the_answers():
    known = [Misconception("double", "You added 2.", adds_two)]
    assert examined(asks("no_such"), known, "def double(x): return x + 2").diagnosis
    assert not examined(asks("no_such"), known).diagnosis


def test_a_mistake_that_graders_name_is_never_replayed_nor_chosen_by_the_failure_alone():
    outcome = examined(asks(), [NAMED])
    assert not outcome.misconception
    assert not outcome.diagnosis


def test_a_mistake_with_a_grader_of_its_own_is_chosen_by_its_failure():
    own = Misconception("double", "There is a loop.", never, grader="test_double")
    elsewhere = renamed(dataclasses.replace(own, grader="test_other"), "elsewhere")
    assert examined(asks(), [NAMED, elsewhere, own]).diagnosis == "There is a loop."
    assert not examined(asks(), [NAMED, elsewhere]).diagnosis


def test_two_mistakes_with_one_grader_choose_none():
    own = Misconception("double", "There is a loop.", never, grader="test_double")
    assert not examined(asks(), [own, renamed(own, "other")]).diagnosis
    known = [own, renamed(own, "other"), Misconception("double", "You added 2.", adds_two)]
    assert examined(asks(), known, "def double(x): return x + 2").misconception == "adds_two"


def test_a_mistake_of_another_exercise_is_not_chosen():
    other = Misconception("triple", "There is a loop.", never, grader="test_double")
    assert not examined(asks(), [other]).diagnosis


def test_without_a_call_there_is_no_diagnosis():
    def asks_nothing(submission):
        require(False, "Nothing was asked.")

    assert not examined(asks_nothing, KNOWN).diagnosis
    assert diagnose([], KNOWN, Answers(reference)) is None


def test_calls_with_objects_that_stayed_in_the_worker_are_not_replayed():
    text = "class C: pass\nkept = C()\ndef double(x): return kept if x == 3 else x + 2"

    def asks_object(submission):
        kept = submission.double(3.0)
        submission.double(kept) if isinstance(kept, float) else None
        require(False, "An object.")

    assert not examined(asks_object, KNOWN, text).diagnosis

    def asks_both(submission):
        submission.double(3.0)
        require(submission.double(5.0) == 10.0, "Not twice as much.")

    # The call that can be replayed decides.
    assert examined(asks_both, KNOWN, text).misconception == "adds_two"


def test_a_failure_shown_to_the_learner_holds_no_name_of_a_mistake():
    failure = Failure("Not twice as much.", mistake="never", hint="twice")
    assert failure.text(public=False) == "Not twice as much.\nHint: twice"
    assert "never" not in failure.text(public=True)
