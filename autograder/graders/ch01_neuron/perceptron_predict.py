"""1.6 perceptron_predict: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_integers,
    assert_matches,
    form,
    grader,
    misconception,
    pure,
    refuses,
    values,
    vectorised,
)

from .cases import CORNERS, NEAR_ZERO, around_a_billion, whole_vectors

X, w = np.ones((4, 3)), np.ones(3)  # they fit together
MISFITS = [
    *((X, np.ones(shape), 0.0) for shape in (1, 2, 4, (3, 1), (1, 3), ())),
    *((np.ones(shape), w, 0.0) for shape in ((4, 4), (3, 4), 3, (2, 4, 3), (2, 3, 3), ())),
    *((np.ones(1), np.array(1.0), 0.0), (np.ones((2, 3, 3)), np.ones((3, 3)), 0.0)),
    # Where NumPy is silent: one column and a number; a third axis of one entry.
    *((np.ones((4, 1)), np.array(1.0), 0.0), (np.ones((1, 3, 1)), w, 0.0)),
]


def tables(rng):
    """Return cases (X, w, b) of several sizes, one row and one column among them."""
    sizes = [(7, 5), (3, 3), (1, 4), (6, 1), (20, 2)]
    cases = [(rng.normal(size=s), rng.normal(size=s[1]), float(rng.normal())) for s in sizes]
    X, w, _ = cases[0]
    below, bar, above = around_a_billion(rng)
    cases.append((np.array([[above], [below]]), np.ones(1), -bar))
    cases.append((np.array([[1.0], [-1.0]]), np.array([above]), -bar))
    single = np.array([[2**24, 1], [2**24, -1]], np.float32)  # float32 does not tell them apart
    cases.append((single, np.ones(2, np.float32), -(2.0**24)))
    return cases + [(X, w, score - float(X[0] @ w)) for score in NEAR_ZERO]


def on_the_line(rng):
    """Return corners, some exactly on a line, scaled by powers of two in any order."""
    lines = [(np.array([1.0, -1.0]), 0.0), (np.array([2.0, 2.0]), -2.0)]
    scales = 2.0 ** rng.integers(-12, 0, 2)  # a bar at 0.5 answers all of them 0
    return [
        (scale * rng.permutation(CORNERS), w, scale * b)
        for scale, (w, b) in zip(scales, lines, strict=True)
    ]


test_form = form(
    1,
    "{name} returns one integer per row.",
    lambda rng: tables(rng)[:3],
    like=lambda X, w, b: np.ones(len(X), dtype=int),
    varies=lambda rng: [(rng.uniform(1, 2, (4, 2)), np.full(2, k), 0.0) for k in (-9, 9)],
    hint="one per row; a comparison gives bool: .astype(int)",
)


@grader(3)
def test_values(function, right, rng):
    """perceptron_predict answers every row, one row and one column too, in integers too."""
    assert_matches(function, right, tables(rng))
    whole = [(np.stack([x, x // 2]), w, b) for x, w, b in whole_vectors(rng)[1:]]
    assert_integers(function, right, whole)


test_pure = pure(1, tables, line="{name} leaves X and w as they were.")
test_ties = values(
    2,
    "A row whose score is exactly 0 is answered 0.",
    on_the_line,
    hint="the rule is strict: >",
)
test_vectorised = vectorised(
    2,
    lambda rng, n: (rng.normal(size=(n, 3)), rng.normal(size=3), 0.3),
    hint="X @ w scores all rows at once",
)
test_shapes = refuses(
    1,
    "{name} refuses weights that do not fit the columns.",
    "shape",
    MISFITS,
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _scores(right, X, w, b):
    """Return the score of every row; bad input is refused."""
    right(X, w, b)
    return np.asarray(X, dtype=np.float64) @ np.asarray(w) + b


@misconception
def answers_the_scores(right, X, w, b):
    """These are the scores. Compare them with 0 and return 0 or 1."""
    return _scores(right, X, w, b)


@misconception
def answers_one_on_the_line(right, X, w, b):
    """A row exactly on the line answers 0: its score has to be above 0, as in `X @ w + b > 0`."""
    return (_scores(right, X, w, b) >= 0).astype(int)


@misconception
def compares_with_one_half(right, X, w, b):
    """Your bar is at 0.5. Scores are compared with 0."""
    return (_scores(right, X, w, b) > 0.5).astype(int)


@misconception
def leaves_b_out_of_the_scores(right, X, w, b):
    """b had no effect: the line always goes through the origin. Add b to every score."""
    return right(X, w, 0.0)


@misconception(grader="test_vectorised")
def loops_over_the_rows(right, X, w, b):
    """Right answers, but the work grows with N in Python. `X @ w` scores all rows at once."""
    right(X, w, b)
    answers = []
    for row in np.asarray(X, dtype=np.float64):
        score = b
        for value, weight in zip(row, np.asarray(w, dtype=np.float64), strict=True):
            score += value * weight
        answers.append(1 if score > 0 else 0)
    return np.array(answers)


@misconception
def adds_b_to_every_weight(right, X, w, b):
    """b was added to the weights, so it is multiplied by the inputs. Add it to the finished scores:
    X @ w + b.
    """
    right(X, w, b)
    return (np.asarray(X, dtype=np.float64) @ (w + np.float64(b)) > 0).astype(int)


@misconception
def cuts_the_scores_to_whole_numbers(right, X, w, b):
    """Scores between 0 and 1 were cut to 0 before they were compared. Compare first, and turn the
    comparison into integers: (scores > 0).astype(int).
    """
    return (_scores(right, X, w, b).astype(int) > 0).astype(int)


@misconception
def answers_the_sign(right, X, w, b):
    """You answer with the sign of the score: -1 below the line, 0 on it. This unit answers 0 for
    both.
    """
    return np.sign(_scores(right, X, w, b)).astype(int)


@misconception
def answers_minus_one_below(right, X, w, b):
    """You answer -1 for «no». This unit answers 0."""
    return np.where(_scores(right, X, w, b) > 0, 1, -1)


@misconception
def exchanges_the_two_answers(right, X, w, b):
    """0 and 1 are exchanged: 1 is for a score above 0."""
    return 1 - right(X, w, b)


@misconception
def adds_b_to_every_term(right, X, w, b):
    """b was added to every product, so it counts once per column. Add it once, to the finished
    sum.
    """
    return (_scores(right, X, w, np.shape(X)[1] * np.float64(b)) > 0).astype(int)
