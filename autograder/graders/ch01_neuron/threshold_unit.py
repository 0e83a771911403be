"""1.2 threshold_unit: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_integers,
    assert_matches,
    form,
    grader,
    misconception,
    refuses,
    values,
)

from .cases import LENGTHS, NEAR_ZERO, NO_VECTORS, around_a_billion, vectors, whole_vectors


def precise(rng):
    """Return scores of 1 that float32 takes for 0, some of float32 numbers."""
    _, bar, above = around_a_billion(rng)
    single = np.array([2**24, 1], np.float32), np.ones(2, np.float32)
    cases = [(*single, -(2.0**24)), (*single[::-1], -(2.0**24))]
    return [*cases, (np.array([above]), np.ones(1), -bar), (np.ones(1), np.array([above]), -bar)]


def scored(rng):
    """Return cases of several lengths, among them scores near 0 on both sides, and below 1.

    Between one half and 1 a bar at one half is right, and a score that is cut is wrong. Where the
    bias is farther from 0 than the sum, a bias that is forgotten is no bar.
    """
    ones = np.ones(2)
    cases = [*vectors(rng, 20), (ones, ones, 5.0), (-ones, ones, -5.0)]
    x, w, _ = cases[0]
    scores = [*NEAR_ZERO, *rng.uniform(0.6, 0.9, 2)]
    return cases + [(x, w, score - float(x @ w)) for score in scores]


def on_the_bar(rng):
    """Return two scores of exactly 0, and one just above."""
    scale = 2.0 ** rng.integers(-12, 1)
    x, w = np.full(2, 5.0 * scale), np.array([3.0, 1.0])
    scores = [(x, w, -20.0 * scale), (x, w, -19.75 * scale)]
    tiny = 2.0 ** -rng.integers(60, 90)  # a sigmoid of it is 0.5 exactly
    return [(np.zeros(3), rng.normal(size=3), 0.0), *scores, (np.array([tiny]), np.ones(1), 0.0)]


test_form = form(
    1,
    "{name} returns an int, no NumPy number and no bool.",
    lambda rng: vectors(rng, 3),
    like=int,
    varies=lambda rng: [(np.ones(2) * k * rng.uniform(1, 9), np.ones(2), 0.0) for k in (-1, 1)],
    hint="int(z > 0) makes an int of a comparison",
)


@grader(4)
def test_values(function, right, rng):
    """threshold_unit answers 1 above 0 and 0 below, for integers of any kind too."""
    assert_matches(function, right, scored(rng) + precise(rng))
    assert_integers(function, right, whole_vectors(rng))


test_tie = values(
    3,
    "A score of exactly 0 answers 0, one just above it 1.",
    on_the_bar,
    hint="the rule is «greater than», not «at least»",
)
test_lengths = refuses(
    1,
    "{name} refuses x and w of different lengths.",
    "shape",
    [(np.ones(d), np.ones(other), 0.0) for d, other in LENGTHS],
    hint="as in exercise 1.1",
)
test_axes = refuses(
    1,
    "{name} refuses what is not 1-D.",
    "1-D",
    [(*case, 0.0) for case in NO_VECTORS],
    hint="as in exercise 1.1",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _sum(right, x, w):
    """Return the sum without a bias; bad input is refused."""
    right(x, w, 0.0)
    return np.dot(1.0 * x, w)


@misconception
def answers_one_on_the_bar(right, x, w, b):
    """A score exactly on the bar must fail: the rule is «greater than», not «at least»."""
    return int(_sum(right, x, w) + b >= 0)


@misconception
def scores_in_float32(right, x, w, b):
    """Right but for scores that need more than seven digits: numbers in float32 were added up in
    float32. All is computed in float64: np.asarray(x, dtype=np.float64).
    """
    right(x, w, b)
    x, w = np.asarray(x, np.float32), np.asarray(w, np.float32)
    return int(np.dot(x, w) + np.float32(b) > 0)


@misconception
def takes_the_bias_for_the_bar(right, x, w, b):
    """You compared the sum with b. Add b to the sum and compare with 0: b = -50 is a bar at 50."""
    return int(_sum(right, x, w) > b)


@misconception
def puts_the_bar_at_one_half(right, x, w, b):
    """Your bar is at 0.5. The score z is no probability: compare it with 0."""
    return int(_sum(right, x, w) + b > 0.5)


@misconception
def answers_minus_one(right, x, w, b):
    """You answer -1 for «no». This unit answers 0."""
    return right(x, w, b) or -1


@misconception
def forgets_the_bias(right, x, w, b):
    """The bias had no effect on the answer. Add b to the sum before you compare."""
    return right(x, w, 0.0)


@misconception
def cuts_the_score_to_a_whole_number(right, x, w, b):
    """A score between 0 and 1 was cut to 0 before it was compared. Compare first, then make an int:
    int(z > 0).
    """
    return int(int(_sum(right, x, w) + b) > 0)


@misconception
def answers_on_the_way(right, x, w, b):
    """You answered as soon as the sum was above 0 on its way. Inputs that come later may pull it
    down again: compare the finished score.
    """
    right(x, w, b)
    steps = b + np.cumsum(np.asarray(x, float) * np.asarray(w, float))
    return int(np.any(steps > 0))
