"""1.2 threshold_unit: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_matches,
    assert_rejects_all,
    assert_type,
    assert_varies,
    grader,
    misconception,
    reference_for,
)

from .cases import NEAR_ZERO, vectors

reference = reference_for(__file__)


@grader(1, gate=True)
def test_form(function):
    """threshold_unit returns an int, no NumPy number and no bool."""
    value = function(np.array([1.0, 2.0]), np.array([3.0, -1.0]), 0.5)
    assert_type(value, int, hint="int(z > 0) makes an int of a comparison")
    assert_varies(function, [(np.ones(2) * k, np.ones(2), 0.0) for k in (-9, 9)])


@grader(4)
def test_values(function, right, rng):
    """threshold_unit answers 1 above 0 and 0 below."""
    cases = vectors(rng, 30)
    x, w, _ = cases[0]
    cases += [(x, w, score - float(x @ w)) for score in NEAR_ZERO]
    assert_matches(function, right, cases)


@grader(3)
def test_tie(function, right, rng):
    """A score of exactly 0 answers 0, one just above it 1."""
    x, w = np.full(2, 5.0), np.array([3.0, 1.0])
    cases = [(np.zeros(3), rng.normal(size=3), 0.0), (x, w, -20.0), (x, w, -19.75)]
    hint = "the rule is «greater than», not «at least»"
    assert_matches(function, right, cases, hint=hint)


@grader(1)
def test_lengths(function):
    """threshold_unit refuses x and w of different lengths."""
    cases = [(np.ones(3), np.ones(1), 0.0), (np.ones(2), np.ones(4), 0.0)]
    assert_rejects_all(function, cases, says="shape", hint="as in exercise 1.1")


@grader(1)
def test_axes(function):
    """threshold_unit refuses what is not 1-D."""
    cases = [(np.ones((2, 3)), np.ones(3), 0.0), (np.array(1.0), np.array(1.0), 0.0)]
    assert_rejects_all(function, cases, says="1-D", hint="as in exercise 1.1")


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


@misconception
def answers_one_on_the_bar(right, x, w, b):
    """A score exactly on the bar must fail: the rule is «greater than», not «at least»."""
    return int(reference.weighted_sum(x, w, b) >= 0) if _legal(x, w, b) else 0


@misconception
def takes_the_bias_for_the_bar(right, x, w, b):
    """You compared the sum with b. Add b to the sum and compare with 0: b = -50 is a bar at 50."""
    return int(reference.weighted_sum(x, w) > b) if _legal(x, w, b) else 0


@misconception
def puts_the_bar_at_one_half(right, x, w, b):
    """Your bar is at 0.5. The score z is no probability: compare it with 0."""
    return int(reference.weighted_sum(x, w, b) > 0.5) if _legal(x, w, b) else 0


@misconception
def answers_minus_one(right, x, w, b):
    """You answer -1 for «no». This unit answers 0."""
    return right(x, w, b) or -1


@misconception
def forgets_the_bias(right, x, w, b):
    """The bias had no effect on the answer. Add b to the sum before you compare."""
    return right(x, w, 0.0)


def _legal(x, w, b):
    """Refuse bad input in the words of `threshold_unit`."""
    reference.threshold_unit(x, w, b)
    return True
