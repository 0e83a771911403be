"""Wrong values hear the simplest true sentence: each family earns it, and says nothing by luck."""

import dataclasses
import functools
import logging
import re
import sys
import time
import types
from itertools import pairwise

import numpy as np
import pytest

from autograder.asserting import assert_close
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.failure import Raised
from autograder.grading.grader import Grader, Terms
from autograder.grading.key import Key
from autograder.grading.misconceptions import Answers, Misconception
from autograder.grading.proxy import RemoteObject
from autograder.grading.relations.changes import _of_array
from autograder.grading.relations.explanation import explained
from autograder.grading.results import Outcome, Result, State
from autograder.grading.rooms import Room
from autograder.grading.transcript import Call
from autograder.instructor.report.class_page import render_report
from autograder.instructor.report.feedback import render_feedback
from autograder.instructor.report.statistics import count_relations
from autograder.learner.verdict import messages
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source

DIGITS = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
FIXED = {"0", "1", "2", "4", "-1", "-2", "16", "32"}


def dense(X, W, b):
    """Return X W + b.

    X (N, D), W (D, M), b (M,) -> (N, M).
    """
    return X @ W + b


def layers(rng):
    sizes = ((7, 5, 3), (1, 4, 2), (6, 2, 4), (3, 3, 3), (5, 2, 2), (2, 6, 3))
    return [
        (rng.normal(size=(n, d)), rng.normal(size=(d, m)), rng.normal(size=m)) for n, d, m in sizes
    ]


def backward(dY, X, W):
    """Return the gradients (dX, dW, db) of a layer.

    dY (N, M), X (N, D), W (D, M) -> dX (N, D), dW (D, M), db (M,).
    """
    return dY @ W.T, X.T @ dY, dY.sum(axis=0)


def gradients(rng):
    return [(X @ W + b, X, W) for X, W, b in layers(rng)]


def bend(z, kind="relu"):
    """Return the activation of z.

    ====  ===========
    relu  max(z, 0)
    tanh  tanh of z
    elu   z, or e**z - 1 below 0
    ====  ===========
    """
    if kind not in ("relu", "tanh", "elu"):
        raise ValueError("kind")
    below = np.expm1(np.minimum(z, 0))
    return {"relu": np.maximum(z, 0.0), "tanh": np.tanh(z), "elu": np.where(z > 0, z, below)}[kind]


def bends(rng):
    shapes = ((3,), (2, 4), (5,), (3, 2))
    return [(rng.normal(size=shape), kind) for shape in shapes for kind in ("relu", "tanh", "elu")]


def step(w, X, t, lr):
    """Return w after one step.

    w (D,), X (N, D), t (N,) -> (D,).
    """
    return w + lr * X.T @ (t - X @ w)


def steps(rng):
    return [
        (rng.normal(size=d), rng.normal(size=(n, d)), rng.normal(size=n), lr)
        for n, d, lr in ((4, 3, 0.1), (6, 2, 0.2), (3, 5, 0.05), (1, 2, 0.3))
    ]


def fires(x, w, b):
    """Return 1 if x w + b is above 0, else 0.

    x (D,), w (D,), b a number.
    """
    return int(x @ w + b > 0)


def firings(rng):
    return [
        (*(np.round(rng.normal(size=d) * 2) for _ in "xw"), b)
        for d in (2, 3, 4, 5)
        for b in (-3.0, 2.0, -9.0, 7.0)
    ]


def deep(X, params):
    """Return the sums of all layers, one (Z, A) per layer."""
    A, found = X, []
    for W, b in params:
        Z = A @ W + b
        A = np.maximum(Z, 0)
        found.append((Z, A))
    return found


def networks(rng):
    cases = []
    for n, *sizes in ((4, 3, 5, 2), (6, 2, 3, 4, 3), (3, 4, 2, 5)):
        params = [(rng.normal(size=(d, m)), rng.normal(size=m)) for d, m in pairwise(sizes)]
        cases.append((rng.normal(size=(n, sizes[0])), params))
    return cases


def explain(right, wrong, cases, seed=3):
    """Return the sentence about a wrong function, on cases drawn with a seed."""
    given = cases(np.random.default_rng(seed))
    calls = [Call(right.__name__, case, {}, {}, returned=wrong(*case)) for case in given]
    return explained(calls, right, Answers(right)).sentence


def twice_where(test):
    """Return a wrong dense layer: twice the right value where a test says so."""
    return lambda X, W, b: dense(X, W, b) * (2 if test(X) else 1)


def parts(**changed):
    """Return a wrong backward: some parts go through a function of (part, dY)."""

    def wrong(dY, X, W):
        found = dict(zip(("dX", "dW", "db"), backward(dY, X, W), strict=True))
        return tuple(changed.get(name, lambda v, _: v)(v, dY) for name, v in found.items())

    return wrong


def trained(X, lr, epochs):
    """Return (w, total) after some passes over the rows.

    X (N, D), lr a number -> w (D,), total a float.
    """
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        for row in X:
            w = w + lr * row * np.cos(w + row)
    return w, float(w.sum())


def forgets(X, lr, epochs):
    """Return the same, with other steps from the second pass on, for some rows."""
    w = np.zeros(X.shape[1])
    for done in range(epochs):
        for row in X:
            w = w + lr * row * np.cos(w + row) * (np.cos(done) if X.sum() > 0 else 1)
    return w, float(w.sum())


def trainings(rng):
    sizes = ((3, 2, 1), (4, 3, 1), (2, 5, 1), (3, 3, 2), (5, 2, 3), (4, 2, 4), (3, 3, 2), (5, 2, 2))
    signs = (1, -1, 1, 1, 1, 1, -1, -1)  # of all rows together
    return [
        (sign * rng.uniform(0.2, 1, size=(n, d)), 0.3, epochs)
        for sign, (n, d, epochs) in zip(signs, sizes, strict=True)
    ]


def above_first(X, params):
    """Return the layers with the middle Z halved: right above it, and wrong there only."""
    found = deep(X, params)
    return [(Z / len(X) if 0 < k < len(found) - 1 else Z, A) for k, (Z, A) in enumerate(found)]


def threes(rng):
    sizes = ((4, 3, 5, 2, 3), (6, 2, 3, 4, 2), (3, 4, 2, 5, 4))
    return [(rng.normal(size=(n, s[0])), [(rng.normal(size=p), rng.normal(size=p[1]))
             for p in pairwise(s)]) for n, *s in sizes]  # fmt: skip


def late_cut(X, params):
    """Return the layers with the A of the last one too large."""
    found = deep(X, params)
    return [*found[:-1], (found[-1][0], found[-1][1] * 2)]


def swapped_layers(X, params):
    return deep(X, params)[::-1]


def kind_only(kind, wrong):
    return lambda z, k="relu": wrong(z) if k == kind else bend(z, k)


EARNED = {
    # one argument changed
    "b = 0": (dense, lambda X, W, b: X @ W * 1.0 + 0 * b, layers, "minus b: b is missing"),
    "W.T": (
        dense,
        lambda X, W, b: X @ (W.T if len(W) == len(W.T) else W) + b,
        lambda rng: [c for c in 4 * layers(rng) if c[1].shape[0] == c[1].shape[1]],
        "the right function with W.T in the place of W",
    ),
    "another word": (
        bend,
        lambda z, kind: bend(z, "elu"),
        bends,
        "the right function with kind «elu», whatever kind is asked for.",
    ),
    "x / D": (
        dense,
        lambda X, W, b: X @ W / len(W) + b,
        layers,
        "the right function with X / D in the place of X",
    ),
    "no first": (
        dense,
        lambda X, W, b: X[:, 1:] @ W[1:] + b,
        layers,
        "the right function with all but the first of the D entries",
    ),
    "bias of a unit": (
        fires,
        lambda x, w, b: int(x @ w > 0),
        firings,
        "the right function with b = 0. Where should b come in?",
    ),
    # named factors and offsets
    "N": (
        backward,
        parts(dW=lambda v, dY: v / len(dY)),
        gradients,
        "`dX` and `db` are right. `dW` is the right value divided by N",
    ),
    "two": (dense, twice_where(lambda X: True), layers, "are 2 times the right value"),
    "-b": (dense, lambda X, W, b: X @ W - b, layers, "minus twice b: a sign is wrong"),
    # other places
    "order": (
        backward,
        lambda *case: backward(*case)[::-1],
        lambda rng: [(rng.normal(size=(1, n)), *2 * [np.ones((1, n))]) for n in (1, 1, 1)],
        "",
    ),
    "reversed": (deep, swapped_layers, lambda rng: [
        (X, [(np.eye(3) * k, np.ones(3) * k) for k in (1.0, 2.0, 3.0)])
        for X in (rng.normal(size=(n, 3)) for n in (2, 4, 5))
    ], "in reverse order"),
    # functions
    "of an argument": (
        bend, kind_only("elu", lambda z: z + 1), bends, "With kind «elu», your answers are z + 1.",
    ),
    "of the right value": (
        dense, lambda *c: np.maximum(dense(*c), 0), layers, "is there a relu too much?",
    ),
    "sign of a part": (
        backward, parts(dX=lambda v, _: -v), gradients, "`dX` has the right size",
    ),
    # steps
    "sign of the step": (
        step, lambda w, X, t, lr: w - lr * X.T @ (t - X @ w), steps,
        "Your step has the right size and the wrong sign.",
    ),
    "step / N": (
        step, lambda w, X, t, lr: w + lr * X.T @ (t - X @ w) / len(X), steps,
        "Your step is the right one divided by N",
    ),
    # digits
    "cut": (dense, lambda *c: np.trunc(dense(*c)), layers, "with its decimals cut off"),
    "rounded": (dense, lambda *c: np.round(dense(*c), 3), layers, "rounded to a few decimals"),
    "near": (dense, lambda *c: dense(*c) * (1 + 1e-5 * c[0].mean()), layers, "nearly right"),
    # constants
    "zero": (backward, parts(db=lambda v, _: 0 * v), gradients, "`db` is 0."),
    "exchanged": (fires, lambda *c: 1 - fires(*c), firings, "0 and 1 exchanged"),
    "minus one": (fires, lambda *c: 2 * fires(*c) - 1, firings, "are -1 where 0 is right"),
    # without a name
    "one factor": (dense, lambda *c: 1.37 * dense(*c), layers, "one factor, the same in every"),
    "factor per call": (
        dense, lambda *c: dense(*c) * (3 + np.cos(c[0].sum())), layers, "another one in each call",
    ),
    "first entry": (
        dense, lambda X, W, b: X @ W + b[0], layers, "the first entry of b in the place of all",
    ),
    "sign lost": (
        dense, lambda X, W, b: np.abs(X) @ W + b, layers, "the size |.| of X in the place of X. "
        "Where does its sign go?",
    ),
    # places
    "between passes": (
        trained, forgets, trainings, "One pass over the rows is right. With more than one `w` and",
    ),
    "first rows": (
        dense, lambda X, W, b: np.vstack([dense(X, W, b)[:1], np.cos(3 * dense(X, W, b)[1:])]),
        lambda rng: [*layers(rng), *layers(rng)], "everywhere but in the first row",
    ),
    "where N = 1": (
        dense, lambda X, W, b: dense(X, W, b) if len(X) > 1 else dense(X, W, b) + np.cos(X @ W),
        lambda rng: [*layers(rng), *layers(rng)],
        "wrong in every call where N = 1, and right in all others",
    ),
    "entries": (
        bend, lambda z, kind: np.where(z < 0, np.cos(3 * z), bend(z, kind)), bends,
        "Exactly the entries where z is below 0 are wrong.",
    ),
    "parts": (
        backward, parts(db=lambda v, _: np.cos(v)), gradients,
        "`dX` and `dW` are right. Only `db` is wrong.",
    ),
    "words": (
        bend, kind_only("tanh", lambda z: np.cos(3 * z)), bends,
        "Your answers are wrong only with kind «tanh».",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EARNED)
def test_a_wrong_answer_earns_its_sentence(name, caplog):
    caplog.set_level(logging.DEBUG, "autograder.grading.relations")
    right, wrong, cases, sentence = EARNED[name]
    said = explain(right, wrong, cases)
    assert sentence in said
    assert bool(said) == bool(sentence), said
    assert caplog.records == []


@pytest.mark.parametrize("name", EARNED)
def test_a_sentence_comes_again_with_other_inputs_and_tells_none_of_them(name):
    right, wrong, cases, _ = EARNED[name]
    said = explain(right, wrong, cases)
    assert explain(right, wrong, cases, seed=8) == said
    assert set(DIGITS.findall(said)) <= FIXED


NOT_EARNED = {
    "a right answer": (dense, dense, layers),
    "an error without a form": (dense, lambda *c: np.cos(5 * dense(*c)), layers),
    "two numbers alone": (dense, lambda *c: 2 * dense(*c), lambda rng: 3 * [
        (np.ones((1, 1)), np.ones((1, 1)), np.ones(1))]),
    "answers of 0 and 1 that differ by luck": (fires, lambda x, w, b: int(x[0] > 0), firings),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_EARNED)
def test_what_proves_nothing_is_not_said(name):
    right, wrong, cases = NOT_EARNED[name]
    assert explain(right, wrong, cases) == ""


def test_a_relation_of_layers_holds_in_all_of_them():
    """Divided by N in the middle only is not «above the first layer»: the last one is right."""
    assert "bove the first layer" not in explain(deep, above_first, threes)


def test_pairs_that_are_no_layers_are_not_called_so():
    def cut(X):
        """Return each row in two pieces, one (left, right) per row."""
        return [(row[:2], row[2:]) for row in X]

    def rows(rng):
        return [(rng.normal(size=(n, 4)),) for n in (3, 4, 5, 3)]

    assert "layer" not in explain(cut, lambda X: cut(X)[::-1], rows)
    assert "layer" not in explain(cut, lambda X: [cut(X)[0], *cut(np.cos(X))[1:]], rows)


def test_one_wrong_input_that_comes_twice_proves_no_place():
    def wrong(X, W, b):
        return dense(X, W, b) + (np.cos(X @ W) if X.shape == (3, 3) else 0)

    assert "square" not in explain(dense, wrong, lambda rng: [*(c := layers(rng)), *c])


def test_a_factor_that_is_not_everywhere_says_where():
    some = twice_where(lambda X: len(X) > 4)
    said = explain(dense, some, layers)
    assert said == "Where they are wrong, your answers are 2 times the right value."


@pytest.mark.parametrize(
    ("others", "says"),
    [((), "with integers,"), ((np.int64, np.int64), "with unsigned integers,")],
)
def test_unsigned_is_told_only_where_other_integers_are_right(others, says):
    def cases(rng):
        kinds = (*others, np.uint8, np.uint8, np.float64, np.float64, np.float64)
        return [
            (rng.integers(0, 9, (4, 3)).astype(kind), rng.normal(size=(3, 2)), rng.normal(size=2))
            for kind in kinds
        ]

    def wrong(X, W, b):
        return dense(X, W, b) + (np.cos(X @ W) if X.dtype.kind == "u" else 0)

    assert says in explain(dense, wrong, cases)


WRAPS = (np.int8, np.int8, np.uint8)
RIGHT = (np.float64,) * 4


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        (WRAPS, (*RIGHT, np.int64, np.int64), "with small or unsigned integer types"),
        (WRAPS, (*RIGHT, np.int64, np.uint64), "with small integer types"),
        ((np.float32,) * 3, (*RIGHT, np.int64), ""),  # small integers may be wrong as well
        ((np.float32,) * 3, (*RIGHT, np.int8), "with float32"),
    ],
)
def test_a_type_is_told_only_where_those_near_it_are_right(wrong, right, says):
    def cases(rng):
        tables = [(rng.integers(1, 9, (4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2))
                  for _ in (*wrong, *right)]  # fmt: skip
        kinds = (*wrong, *right)
        return [(X.astype(kind), *rest) for (X, *rest), kind in zip(tables, kinds, strict=True)]

    def answer(X, W, b):
        return dense(X, W, b) + (np.cos(X @ W) if X.dtype in wrong else 0)

    said = explain(dense, answer, cases)
    sentence = f"Your answers are wrong in every call {says}, and right in all others."
    assert said == (sentence if says else "")


def rows_of(*given):
    """Return cases of a layer: rows of a type whose entries are near a number."""

    def cases(rng):
        return [
            (
                rng.integers(most - 8, most, (4, 3)).astype(kind),
                *(rng.normal(size=(3, 2)), np.ones(2)),
            )
            for kind, most in given
        ]

    return cases


SMALL = [(np.float64, 9)] * 4


@pytest.mark.parametrize(
    ("unsigned", "signed", "is_told"), [(250, 120, False), (250, 250, True), (120, 120, True)]
)
def test_unsigned_is_told_only_where_others_as_large_are_right(unsigned, signed, is_told):
    """What goes wrong above 127 may be the size, and not the type."""
    cases = rows_of(*[(np.uint8, unsigned)] * 2, *[(np.int64, signed)] * 2, *SMALL)

    def wrong(X, W, b):
        return dense(X, W, b) + (np.cos(X @ W) if X.dtype == np.uint8 else 0)

    assert ("with unsigned integers" in explain(dense, wrong, cases)) == is_told


@pytest.mark.parametrize(("kind", "is_told"), [(np.float64, True), (np.int64, False)])
def test_large_numbers_are_told_only_where_floats_are_wrong(kind, is_told):
    """Large integers may be wrong for what they are turned into."""
    cases = rows_of(*[(kind, 90)] * 2, *[(kind, 9)] * 2, *SMALL)

    def wrong(X, W, b):
        return dense(X, W, b) + (np.cos(X @ W) if X.max() > 50 else 0)

    assert ("with very large numbers" in explain(dense, wrong, cases)) == is_told


def test_a_word_is_not_told_where_it_may_be_the_type():
    def summed(X, kind="sum"):
        """Return the sum or the mean of a table."""
        return X.sum(axis=0) if kind == "sum" else X.mean(axis=0)

    def wrong(X, kind="sum"):
        return summed(X, kind) + (np.cos(X).sum(axis=0) if X.dtype == np.uint8 else 0)

    def cases(rng):
        given = [(np.uint8, "mean"), (float, "mean"), *[(float, "sum")] * 3]
        return [(rng.integers(1, 9, (4, 3)).astype(dtype), kind) for dtype, kind in given]

    assert "«" not in explain(summed, wrong, cases)


def test_a_size_that_never_changes_is_not_named():
    def same_size(rng):
        return [tuple(rng.normal(size=s) for s in ((4, 3), (3, 2), 2)) for _ in range(6)]

    said = explain(dense, lambda *c: dense(*c) / 4, same_size)
    assert "N" not in said
    assert "4" in said or "one factor" in said


def test_equal_repeats_are_one_call():
    """Three reductions of one input would make any factor look like a law."""

    def cost(t, reduction="sum"):
        """Return the cost."""
        return float({"sum": t.sum(), "half": t.sum() / 2, "double": 2 * t.sum()}[reduction])

    def cases(rng):
        t = rng.uniform(1, 2, 5)
        return [(t, kind) for kind in ("sum", "half", "double")]

    assert "factor" not in explain(cost, lambda t, kind: 1.37 * cost(t, kind), cases)


def test_large_answers_are_left_out_and_time_is_bounded():
    def big(rng):
        return [(rng.normal(size=(400, 100)), np.eye(100), np.ones(100)) for _ in range(3)]

    assert explain(dense, lambda *c: 2 * dense(*c), big) == ""


def test_a_search_ends_when_its_time_is_over():
    def slow(x, y, z):
        """Return the sum."""
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        return x + y + z

    draw = np.random.default_rng(0).normal
    given = [tuple(draw(size=3) for _ in "xyz") for _ in range(4)]
    calls = [Call("slow", case, {}, {}, returned=np.cos(case[0])) for case in given]
    start = time.process_time()
    assert explained(calls, slow, Answers(slow)).sentence == ""
    assert time.process_time() - start < 2.0


def test_a_fault_of_ours_is_no_relation_and_tests_see_it(caplog):
    caplog.set_level(logging.DEBUG, "autograder.grading.relations")
    found = explained([None], dense, Answers(dense))
    assert (found.sentence, len(caplog.records)) == ("", 1)


def test_objects_of_the_submission_are_never_touched():
    class Stays(RemoteObject):
        def __init__(self):
            pass

        def __getattr__(self, name):
            raise AssertionError(name)

    calls = [Call("dense", case, {}, {}, returned=Stays())
             for case in layers(np.random.default_rng(0))]  # fmt: skip
    assert explained(calls, dense, Answers(dense)).sentence == ""


# In an examination ---------------------------------------------------------------------------

CASES = layers(np.random.default_rng(5))
DOC = '    """Return X W + b.\n\n    X (N, D), W (D, M), b (M,) -> (N, M).\n    """\n'
TWICE = "import numpy as np\ndef dense(X, W, b): return 2.0 * (X @ W + b)"


def examined(text, ask, known=(), **options):
    """Return how one grader of `dense` ends on a file."""
    source = Source("layer", (Cell("layer.py", text),))
    rooms = {"dense": Room(misconceptions=tuple(known))}
    key = Key(
        {"dense": [[name, "POSITIONAL_OR_KEYWORD", None] for name in "XWb"]},
        reference=None if options.get("public") else types.SimpleNamespace(dense=dense),
        rooms=rooms,
    )
    examination = Examination(
        Connections(LocalLauncher(), source), key, diagnose_at_once=False, **options
    )
    grader = Grader("test_dense", "dense", "It adds.", ask, terms=Terms(points=1))
    (outcome,) = examination.run_all([grader])
    sys.modules.pop("layer", None)
    assert outcome.state is State.FAILED, outcome.detail
    return outcome


def asks_values(submission):
    for call, case in zip(submission.dense.map(CASES), CASES, strict=True):
        assert_close(call.value, dense(*case))


def test_a_failure_without_a_name_gets_the_relation():
    outcome = examined(TWICE, asks_values)
    assert outcome.relation == "Your answers are 2 times the right value."
    assert (outcome.misconception, outcome.diagnosis) == (None, "")


def test_a_known_mistake_keeps_its_name_and_gets_no_relation():
    def doubles(X, W, b):
        return 2.0 * (X @ W + b)

    known = [Misconception("dense", "You counted it twice.", doubles)]
    outcome = examined(TWICE, asks_values, known)
    assert (outcome.misconception, outcome.relation) == ("doubles", "")


@pytest.mark.parametrize("text", [TWICE, "def dense(X, W, b): return X @ W + b + (len(X) < 4)"])
def test_a_graders_own_hint_is_a_guess_where_more_is_known(text):
    """It stays beside a place, which says only where values are wrong."""

    def hinted(submission):
        for call, case in zip(submission.dense.map(CASES), CASES, strict=True):
            assert_close(call.value, dense(*case), hint="add b once")

    outcome = examined(text, hinted)
    assert outcome.relation
    assert ("Hint: add b once" in outcome.message) == ("wrong in every call" in outcome.relation)


def test_a_grader_whose_own_calls_are_right_gets_none():
    def asks_a_dtype(submission):
        submission.dense(np.zeros((2, 2)), np.zeros((2, 2)), np.zeros(2))
        raise AssertionError

    assert examined(TWICE, asks_a_dtype).relation == ""


def test_a_grader_over_which_the_submission_raised_gets_none():
    text = f"{TWICE} if len(X) > 1 else 1 / 0"
    single = [case for case in CASES if len(case[0]) == 1]

    def asks(submission):
        calls = submission.dense.map(single + CASES)
        for call, case in zip(calls, single + CASES, strict=True):
            assert_close(call.value, dense(*case))

    outcome = examined(text, asks)
    assert "ZeroDivisionError" in outcome.message
    assert outcome.relation == ""


def test_public_checks_are_told_by_what_they_compare():
    text = f"import numpy as np\ndef dense(X, W, b):\n{DOC}    return (X @ W + b) / len(X)\n"

    def asks(submission):
        failures = []
        for case in CASES:
            try:
                assert_close(submission.dense(*case), dense(*case))
            except AssertionError as failure:
                failures.append(failure)
        raise failures[0]

    outcome = examined(text, asks, public=True)
    assert outcome.relation.startswith("Your answers are the right value divided by N")
    assert messages([outcome])[0].endswith(outcome.relation)


ODD = f"""import numpy as np
def dense(X, W, b):
{DOC}    return X @ W + b + (len(X) > 1) * np.sin(37 * X @ W)"""
MORE = [*CASES, *layers(np.random.default_rng(6))]  # with N = 1 twice


def failing(comparisons):
    """Make all comparisons, and fail at the end as the first did."""
    failures = []
    for compare in comparisons:
        try:
            compare()
        except (AssertionError, ArithmeticError) as failure:
            failures.append(failure)
    raise failures[0]


def test_an_answer_that_is_only_compared_with_another_answer_is_no_right_one():
    """Whether two calls agree says nothing of what is right."""

    def told(*, knows_one_row):
        def asks(submission):
            def compare(case):
                seen = submission.dense(*case)
                own = len(case[0]) == 1 and not knows_one_row
                assert_close(seen, submission.dense(*case) if own else dense(*case))

            failing([functools.partial(compare, case) for case in MORE])

        return examined(ODD, asks, public=True).relation

    assert "wrong in every call where N is above 1" in told(knows_one_row=True)
    assert told(knows_one_row=False) == ""


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("other", ["(X @ W + b).tolist()", "1 / 0"])
def test_no_place_is_told_where_other_answers_have_another_form_or_none(public, other):
    """They are wrong as well, and nothing can be seen of them."""
    text = f"{ODD} if len(X) != 23 else {other}"
    cases = [*MORE, (np.ones((23, 3)), np.ones((3, 2)), np.ones(2))]

    def asks(submission):
        failing(
            [
                lambda case=case: assert_close(submission.dense(*case), dense(*case))
                for case in cases
            ]
        )

    assert examined(text, asks, public=public).relation == ""
    cases.pop()
    assert "where N is above 1" in examined(text, asks, public=public).relation


def test_hidden_graders_keep_no_comparison():
    from autograder.grading.compared import NOTED

    examined(TWICE, asks_values)
    assert NOTED.get() is None


# On the pages --------------------------------------------------------------------------------


def failed(student, relation):
    outcome = Outcome("test", "dense", "It adds.", 2.0, State.FAILED, "Wrong values.")
    outcomes = (dataclasses.replace(outcome, relation=relation),) * 2
    return Result("ch02_forward", student, outcomes, "sandbox")


def test_a_relation_is_stored_and_older_files_have_none():
    (outcome, _) = failed("ada", "Twice.").outcomes
    entry = outcome.to_json()
    assert entry["output"] == "Wrong values.\nTwice."
    assert Outcome.from_json(entry) == outcome
    del entry["extra_data"]["relation"]
    assert Outcome.from_json(entry).relation == ""


def test_a_learner_reads_a_relation_once_and_an_instructor_who_shares_it():
    results = [failed("ada", "Twice <too> large."), failed("bob", "Twice <too> large.")]
    assert render_feedback(results[0]).count("Twice &lt;too&gt; large.") == 1
    (count,) = count_relations([*results, failed("eve", "")])
    assert (count.exercise, count.students) == ("dense", ("ada", "bob"))
    page = render_report(results)
    assert page.count("Twice &lt;too&gt; large.") == 1
    assert results[0].misconceptions == ()


def test_an_exception_that_the_right_function_shares_is_no_fault():
    """A refusal among a grader's calls does not hide wrong values."""

    def right(x):
        """Return 2 x; refuse what is below 0."""
        if x < 0:
            raise ValueError("below")
        return 2.0 * x

    refusal = Raised("ValueError", ("ValueError", "Exception"), "below", None, None)
    calls = [Call("right", (x,), {}, {}, returned=-2.0 * x) for x in (1.0, 2.5, 3.0, 4.5)]
    calls = [Call("right", (-1.0,), {}, {}, raised=refusal), *calls]
    found = explained(calls, right, Answers(right))
    assert found.about(calls) == "Your answers have the right size and the wrong sign."


@pytest.mark.parametrize("kind", ["?", "u1", "i8", "f4"])
def test_an_argument_of_any_dtype_can_be_changed(kind):
    value = np.array([1, 0, 1], kind)
    changed = list(_of_array("y", value, {"N": 3}))
    assert "-y in the place of y" in {variant.label for variant, _ in changed}
    assert all(np.asarray(new).shape == value.shape for _, new in changed)
