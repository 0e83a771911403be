"""The hidden checks on chance and on the terms of a sum, on right and on wrong code."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_each_term,
    assert_keeps_dtype,
    assert_pure,
    assert_repeatable,
)
from autograder.grading.connection import Connection
from autograder.grading.failure import Failure, SubmissionRaised
from autograder.grading.proxy import Submission
from autograder.grading.verdicts import failure_of
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source

HEAD = "import copy, random\nimport numpy as np\nOWN = np.random.default_rng(1)\n"


def function(body, head="def f(n, rng):"):
    """Return `f` with this body, as a grader calls it."""
    lines = "\n".join(f"    {line}" for line in body.split("; "))
    source = Source("topic", (Cell("topic.py", f"{HEAD}{head}\n{lines}\n"),))
    connection = Connection(LocalLauncher(), source)
    return Submission(lambda: connection).f


def fails(check, *args, **kwargs):
    with pytest.raises((Failure, SubmissionRaised)) as caught:
        check(*args, **kwargs)
    return failure_of(caught.value, public=False).text(public=False)


def draws(rng):
    return 3, rng


# Chance -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "return rng.normal(size=n)",
        "return [rng.standard_normal(n), np.zeros(n)]",
        "return float(np.random.default_rng(rng.integers(2**32)).random())",
        "child, = rng.spawn(1); return child.random(n) + rng.random(n)",
        "x = np.arange(100); rng.shuffle(x); return x",
    ],
)
def test_chance_from_the_given_generator_passes(body):
    assert_repeatable(function(body), draws, seed=7)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return np.random.normal(size=n)", "changes the global random state"),
        ("np.random.seed(0); return np.random.normal(size=n)", "the global random state"),
        ("np.random.seed(0); return rng.normal(size=n)", "the global random state"),
        ("return random.random()", "the global random state"),
        ("return np.random.default_rng().normal(size=n)", "for two generators with the same seed"),
        ("return OWN.normal(size=n)", "for two generators with the same seed"),
        ("return np.random.default_rng(0).normal(size=n)", "for generators with different seeds"),
        ("rng.normal(size=n)", "for generators with different seeds"),
        ("return np.ones(n)", "for generators with different seeds"),
        ("return copy.deepcopy(rng).normal(size=n)", "repeats the numbers of the first"),
        ("return rng", "for two generators with the same seed"),
        ("return np.full(n, np.nan) * rng.random()", "for two generators with the same seed"),
    ],
)
def test_chance_from_elsewhere_fails(body, says):
    assert says in fails(assert_repeatable, function(body), draws, seed=7)


def test_an_exception_is_the_failure_of_the_submission():
    failing = function("raise KeyError(n)")
    assert "raised KeyError (topic.py, line 5)" in fails(assert_repeatable, failing, draws, seed=7)


def test_a_call_that_fails_only_later_is_the_submissions_too():
    once = function("assert not hasattr(f, 'n'); f.n = n; return 1.0")
    with pytest.raises(AssertionError):
        assert_repeatable(once, draws, seed=7)


# Terms --------------------------------------------------------------------------------------

X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, -6.0]])
W = np.array([[1.0, -1.0, 2.0], [0.5, 2.0, 1.0]])
B = np.array([0.5, -0.25, 3.0])
TERMS = {"X W": (X, W, 0 * B), "the bias b": (0 * X, W, B)}


def affine(x, w, b):
    return x @ w + b


def layer(body):
    return function(body, "def f(x, w, b):")


def test_a_sum_of_all_its_terms_passes():
    assert_each_term(layer("return x @ w + b"), affine, TERMS)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return x @ w", "Everything but the bias b is 0 here, and it has no effect."),
        ("return 0 * (x @ w) + b", "Everything but X W is 0 here, and it has no effect."),
        ("return x @ w + b.sum()", "the bias b is 0 here, and the answer is not what it gives"),
        ("return np.full((3, 3), np.nan)", "holds NaN or infinity"),
        ("return (x @ w + b)[0]", "wrong shape"),
        ("return (x @ w + b).astype(int)", "wrong dtype"),
        ("return None", "is there a `return`, on every way"),
        ("return 'text'", "Seen: a str"),
    ],
)
def test_a_sum_without_one_of_its_terms_fails_and_the_term_is_named(body, says):
    text = fails(assert_each_term, layer(body), affine, TERMS)
    assert says in text
    assert "Seen: 0" not in text


def test_a_list_of_sums_is_compared_as_a_whole():
    both = layer("return [x @ w, x @ w]")
    text = fails(assert_each_term, both, lambda x, w, b: [x @ w, x @ w + b], TERMS)
    assert "Everything but the bias b is 0 here" in text


# All arrays of a case, and answers that may hold their argument ---------------------------------


def test_all_arrays_of_a_case_are_given_in_one_dtype():
    cases = [(X, [(W, B)], 2)]
    head = "def f(x, params, n):"
    right = function("w, b = params[0]; return 1.0 * x @ (1.0 * w) + 1.0 * b", head)
    assert_keeps_dtype(right, cases)
    mixes = function("w, b = params[0]; return x @ w + b.astype(float)", head)
    assert "float32 in gives float64 out" in fails(assert_keeps_dtype, mixes, cases)
    whole = function("w, b = params[0]; return x @ w + b", head)
    assert "int64 in gives int64 out" in fails(assert_keeps_dtype, whole, cases)


def test_an_answer_may_hold_the_argument_that_is_named():
    gives_back = function("return [x, x + w]", "def f(x, w):")
    assert_pure(gives_back, [(X, 1.0)], may_share=(0,))
    assert "shares its memory" in fails(assert_pure, gives_back, [(X, 1.0)])
    other = function("return [w, x + w]", "def f(x, w):")
    assert "shares its memory" in fails(assert_pure, other, [(X, X.copy())], may_share=(0,))
