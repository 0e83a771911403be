"""Hidden graders of chapter 1. Inputs are drawn from the course secret."""

import numpy as np
import pytest

from autograder.grading import (
    assert_close,
    assert_gradient,
    assert_keeps_dtype,
    assert_matches,
    assert_pure,
    assert_rejects_all,
    assert_stable,
    assert_type,
    assert_varies,
    assert_vectorised,
    require,
)

KINDS = ("linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu")
LARGE = np.array([-1000.0, -750.0, -40.0, -1.0, 0.0, 1.0, 40.0, 750.0, 1000.0])
NEAR_ZERO = (-0.4, -0.2, 0.2, 0.4)  # scores that a bar at 0.5 would answer alike
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def vectors(rng, count=20):
    """Return `count` cases (x, w, b) of different lengths, biases well away from 0."""
    sizes = [1, 2, 3, 5, 7, 11]
    return [
        (rng.normal(size=d), rng.normal(size=d), float(rng.choice([-1, 1]) * rng.uniform(0.5, 2)))
        for d in rng.choice(sizes, count)
    ]


def batches(rng):
    """Return pre-activations of several shapes, none within 1e-2 of 0."""
    shapes = [(7,), (5, 3), (1, 1), (2, 3, 4), (6,)]
    return [rng.choice([-1, 1], s) * rng.uniform(0.01, 4, s) for s in shapes]


# 1.1 weighted_sum ---------------------------------------------------------------------------


@pytest.mark.exercise("weighted_sum", points=1, gate=True)
def test_weighted_sum_form(submission):
    """weighted_sum returns one float."""
    value = submission.weighted_sum(np.array([1.0, 2.0]), np.array([3.0, -1.0]), 0.5)
    assert_type(value, float, hint="wrap the sum in float(…)")
    assert_varies(submission.weighted_sum, [(np.ones(2) * k, np.ones(2)) for k in range(3)])


@pytest.mark.exercise("weighted_sum", points=4)
def test_weighted_sum_values(submission, reference, rng):
    """weighted_sum adds up every input times its weight."""
    cases = [*vectors(rng), (np.arange(4), np.array([2, -1, 3, 1]), 2)]
    assert_matches(submission.weighted_sum, reference.weighted_sum, cases, atol=1e-12)


@pytest.mark.exercise("weighted_sum", points=2)
def test_weighted_sum_bias(submission, rng):
    """With all inputs 0 the score is the bias; left out, the bias is 0."""
    b = float(rng.uniform(0.5, 2))
    zeros, w = np.zeros(5), rng.normal(size=5)
    assert_close(submission.weighted_sum(zeros, w, b), b, hint="add b once, after the sum")
    assert_close(submission.weighted_sum(zeros, w), 0.0, hint="the default of b is 0")


@pytest.mark.exercise("weighted_sum", points=1)
def test_weighted_sum_pure(submission, rng):
    """weighted_sum leaves its inputs as they were."""
    assert_pure(submission.weighted_sum, vectors(rng, 3))


@pytest.mark.exercise("weighted_sum", points=1)
def test_weighted_sum_lengths(submission):
    """weighted_sum refuses x and w of different lengths."""
    cases = [(np.ones(3), np.ones(1)), (np.ones(1), np.ones(3)), (np.ones(2), np.ones(4))]
    assert_rejects_all(submission.weighted_sum, cases, says="shape", hint="compare their lengths")


@pytest.mark.exercise("weighted_sum", points=1)
def test_weighted_sum_axes(submission):
    """weighted_sum refuses what is not 1-D."""
    cases = [(np.ones((2, 3)), np.ones(3)), (np.ones(3), np.ones((3, 1))), (np.array(1.0),) * 2]
    assert_rejects_all(submission.weighted_sum, cases, says="1-D", hint="look at x.ndim")


# 1.2 threshold_unit -------------------------------------------------------------------------


@pytest.mark.exercise("threshold_unit", points=1, gate=True)
def test_threshold_unit_form(submission):
    """threshold_unit returns an int, no NumPy number and no bool."""
    value = submission.threshold_unit(np.array([1.0, 2.0]), np.array([3.0, -1.0]), 0.5)
    assert_type(value, int, hint="int(z > 0) makes an int of a comparison")
    assert_varies(submission.threshold_unit, [(np.ones(2) * k, np.ones(2), 0.0) for k in (-9, 9)])


@pytest.mark.exercise("threshold_unit", points=4)
def test_threshold_unit_values(submission, reference, rng):
    """threshold_unit answers 1 above 0 and 0 below."""
    cases = vectors(rng, 30)
    x, w, _ = cases[0]
    cases += [(x, w, score - float(x @ w)) for score in NEAR_ZERO]
    assert_matches(submission.threshold_unit, reference.threshold_unit, cases)


@pytest.mark.exercise("threshold_unit", points=3)
def test_threshold_unit_tie(submission, reference, rng):
    """A score of exactly 0 answers 0, one just above it 1."""
    x, w = np.full(2, 5.0), np.array([3.0, 1.0])
    cases = [(np.zeros(3), rng.normal(size=3), 0.0), (x, w, -20.0), (x, w, -19.75)]
    hint = "the rule is «greater than», not «at least»"
    assert_matches(submission.threshold_unit, reference.threshold_unit, cases, hint=hint)


@pytest.mark.exercise("threshold_unit", points=1)
def test_threshold_unit_lengths(submission):
    """threshold_unit refuses x and w of different lengths."""
    cases = [(np.ones(3), np.ones(1), 0.0), (np.ones(2), np.ones(4), 0.0)]
    assert_rejects_all(submission.threshold_unit, cases, says="shape", hint="as in exercise 1.1")


@pytest.mark.exercise("threshold_unit", points=1)
def test_threshold_unit_axes(submission):
    """threshold_unit refuses what is not 1-D."""
    cases = [(np.ones((2, 3)), np.ones(3), 0.0), (np.array(1.0), np.array(1.0), 0.0)]
    assert_rejects_all(submission.threshold_unit, cases, says="1-D", hint="as in exercise 1.1")


# 1.3 sigmoid --------------------------------------------------------------------------------


@pytest.mark.exercise("sigmoid", points=1, gate=True)
def test_sigmoid_form(submission, reference):
    """sigmoid keeps the shape, from a single number to three axes."""
    cases = [(np.array(0.5),), (np.ones(4),), (np.ones((2, 3)),), (np.ones((2, 1, 3)),)]
    assert_matches(submission.sigmoid, reference.sigmoid, cases, rtol=np.inf)
    assert_varies(submission.sigmoid, [(np.full(3, k),) for k in (-1.0, 0.5)])


@pytest.mark.exercise("sigmoid", points=4)
def test_sigmoid_values(submission, reference, rng):
    """sigmoid agrees with 1 / (1 + e^-z)."""
    cases = [(z,) for z in batches(rng)]
    assert_matches(submission.sigmoid, reference.sigmoid, cases)


@pytest.mark.exercise("sigmoid", points=3)
def test_sigmoid_stable(submission, reference):
    """sigmoid does not overflow for entries of ±1000."""
    hint = "use e^z / (1 + e^z) on the negative side"
    assert_stable(submission.sigmoid, reference.sigmoid, [(LARGE,), (-LARGE[:4],)], hint=hint)


@pytest.mark.exercise("sigmoid", points=2)
def test_sigmoid_shape_of_curve(submission, rng):
    """sigmoid rises, and sigmoid(-z) = 1 - sigmoid(z)."""
    z = np.sort(rng.uniform(-6, 6, 40))
    up, down = (call.value for call in submission.sigmoid.map([(z,), (-z,)]))
    assert_close(up, z, atol=np.inf)  # an array like z, before anything is computed with it
    assert_close(down, 1 - up, hint="the curve is symmetric about the point (0, 0.5)")
    require(np.all(np.diff(up) > 0), "The values do not rise with z.")


@pytest.mark.exercise("sigmoid", points=2)
def test_sigmoid_tail(submission, reference):
    """sigmoid keeps its tail: at -40 it is 4.2e-18, not 0."""
    cases = [(np.array([-40.0, -35.0]),)]
    hint = "do not clip; split by sign"
    assert_matches(submission.sigmoid, reference.sigmoid, cases, rtol=1e-6, atol=0.0, hint=hint)


@pytest.mark.exercise("sigmoid", points=1)
def test_sigmoid_pure(submission, rng):
    """sigmoid leaves z as it was."""
    assert_pure(submission.sigmoid, [(z,) for z in batches(rng)])


@pytest.mark.exercise("sigmoid", points=1)
def test_sigmoid_dtype(submission, rng):
    """sigmoid keeps float32 and turns integers into float64."""
    assert_keeps_dtype(submission.sigmoid, [(rng.normal(size=(4, 3)) * 3,)])


@pytest.mark.exercise("sigmoid", points=1)
def test_sigmoid_nan(submission):
    """sigmoid refuses NaN."""
    cases = [(np.array([0.0, np.nan]),), (np.full((2, 2), np.nan),)]
    assert_rejects_all(submission.sigmoid, cases, says="nan", hint="np.isnan(z).any()")


# 1.4 activate -------------------------------------------------------------------------------


@pytest.mark.exercise("activate", points=1, gate=True)
def test_activate_form(submission, reference):
    """activate keeps the shape, from a single number to two axes."""
    cases = [(np.array(0.5), "relu"), (np.ones(4), "tanh"), (np.ones((2, 3)), "sigmoid")]
    assert_matches(submission.activate, reference.activate, cases, rtol=np.inf)
    assert_varies(submission.activate, [(np.full(3, k), "tanh") for k in (-1.0, 0.5)])


@pytest.mark.exercise("activate", points=1)
@pytest.mark.parametrize("kind", KINDS)
def test_activate_values(submission, reference, rng, kind):
    """activate computes «{kind}»."""
    cases = [(z, kind) for z in (*batches(rng), np.zeros(2))]
    assert_matches(submission.activate, reference.activate, cases)


@pytest.mark.exercise("activate", points=2)
def test_activate_stable(submission, reference):
    """No activation overflows for entries of ±1000."""
    hint = "feed exp only numbers that are not above 0"
    cases = [(LARGE, kind) for kind in KINDS]
    assert_stable(submission.activate, reference.activate, cases, hint=hint)


@pytest.mark.exercise("activate", points=1)
def test_activate_softplus_identity(submission, rng):
    """softplus(z) - softplus(-z) = z."""
    z = rng.uniform(-30, 30, (5, 4))
    up, down = (call.value for call in submission.activate.map([(z, "softplus"), (-z, "softplus")]))
    assert_close(up, z, atol=np.inf)  # arrays like z, before anything is computed with them
    assert_close(down, z, atol=np.inf)
    assert_close(up - down, z, rtol=1e-9, atol=1e-9, hint="softplus is ln(1 + e^z)")


@pytest.mark.exercise("activate", points=2)
def test_activate_dtype(submission, rng):
    """Every activation keeps float32 and turns integers into float64."""
    z = rng.normal(size=(4, 3)) * 3
    hint = "np.where(z > 0, 1, 0) makes integers: give it floats of z's own dtype"
    assert_keeps_dtype(submission.activate, [(z, kind) for kind in KINDS], hint=hint)


@pytest.mark.exercise("activate", points=1)
def test_activate_pure(submission, rng):
    """activate leaves z as it was and returns a new array, for linear too."""
    assert_pure(submission.activate, [(rng.normal(size=(3, 5)), kind) for kind in KINDS])


@pytest.mark.exercise("activate", points=1)
def test_activate_unknown(submission):
    """activate refuses a kind that it does not know."""
    cases = [(np.ones(3), kind) for kind in ("gelu", "", "ReLU")]
    assert_rejects_all(submission.activate, cases, says="kind", hint="raise after the last kind")


# 1.5 activation_derivative ------------------------------------------------------------------


@pytest.mark.exercise("activation_derivative", points=1, gate=True)
def test_derivative_form(submission, reference):
    """activation_derivative keeps the shape, from a single number to two axes."""
    cases = [(np.array(0.5), "relu"), (np.ones(4), "tanh"), (np.ones((2, 3)), "sigmoid")]
    function = submission.activation_derivative
    assert_matches(function, reference.activation_derivative, cases, rtol=np.inf)
    assert_varies(submission.activation_derivative, [(np.full(3, k), "tanh") for k in (-1.0, 0.5)])


@pytest.mark.exercise("activation_derivative", points=1)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "step"])
def test_derivative_values(submission, reference, rng, kind):
    """activation_derivative gives the slope of «{kind}»."""
    cases = [(z, kind) for z in batches(rng)]
    hint = "the slope is taken at the pre-activation z"
    for call, (z, _) in zip(submission.activation_derivative.map(cases), cases, strict=True):
        assert_gradient(call.value, lambda x: reference.activate(x, kind), z, hint=hint)


@pytest.mark.exercise("activation_derivative", points=1)
def test_derivative_step(submission, rng):
    """The slope of step is 0 everywhere."""
    z = rng.uniform(0.1, 3.0, 3)
    value = submission.activation_derivative(np.concatenate([z, -z, [0.0]]), "step")
    assert_close(value, np.zeros(7), hint="a step is flat on both sides")


@pytest.mark.exercise("activation_derivative", points=2)
def test_derivative_at_zero(submission, reference):
    """At z = 0 the slope of relu is 0, and those of the others as their formulas say."""
    cases = [(np.zeros(3), kind) for kind in KINDS]
    hint = "the course takes slope 0 for relu at 0: compare with >"
    assert_matches(
        submission.activation_derivative, reference.activation_derivative, cases, hint=hint
    )


@pytest.mark.exercise("activation_derivative", points=2)
def test_derivative_stable(submission, reference):
    """No slope overflows for entries of ±1000."""
    cases = [(LARGE, kind) for kind in KINDS]
    hint = "feed exp only numbers that are not above 0"
    function = submission.activation_derivative
    assert_stable(function, reference.activation_derivative, cases, hint=hint)


@pytest.mark.exercise("activation_derivative", points=1)
def test_derivative_dtype(submission, rng):
    """Every slope keeps float32 and turns integers into float64."""
    z = rng.normal(size=(4, 3)) * 3
    assert_keeps_dtype(submission.activation_derivative, [(z, kind) for kind in KINDS])


@pytest.mark.exercise("activation_derivative", points=1)
def test_derivative_pure(submission, rng):
    """activation_derivative leaves z as it was."""
    cases = [(rng.normal(size=(3, 5)), kind) for kind in KINDS]
    assert_pure(submission.activation_derivative, cases)


@pytest.mark.exercise("activation_derivative", points=1)
def test_derivative_unknown(submission):
    """activation_derivative refuses a kind that it does not know."""
    cases = [(np.ones(3), kind) for kind in ("gelu", "", "ReLU")]
    assert_rejects_all(submission.activation_derivative, cases, says="kind")


# 1.6 perceptron_predict ---------------------------------------------------------------------


def tables(rng):
    """Return cases (X, w, b) of several sizes, one row and one column among them."""
    sizes = [(7, 5), (3, 3), (1, 4), (6, 1), (20, 2)]
    cases = [(rng.normal(size=s), rng.normal(size=s[1]), float(rng.normal())) for s in sizes]
    X, w, _ = cases[0]
    return cases + [(X, w, score - float(X[0] @ w)) for score in NEAR_ZERO]


@pytest.mark.exercise("perceptron_predict", points=1, gate=True)
def test_predict_form(submission):
    """perceptron_predict returns one integer per row."""
    value = submission.perceptron_predict(CORNERS, np.array([1.0, 1.0]), 0.5)
    hint = "one per row; a comparison gives bool: .astype(int)"
    assert_close(value, np.array([1, 1, 1, 1]), atol=np.inf, hint=hint)
    assert_varies(submission.perceptron_predict, [(CORNERS, np.full(2, k), 0.0) for k in (-9, 9)])


@pytest.mark.exercise("perceptron_predict", points=4)
def test_predict_values(submission, reference, rng):
    """perceptron_predict answers every row, one row and one column too."""
    assert_matches(submission.perceptron_predict, reference.perceptron_predict, tables(rng))


@pytest.mark.exercise("perceptron_predict", points=2)
def test_predict_ties(submission, reference):
    """A row whose score is exactly 0 is answered 0."""
    cases = [(CORNERS, np.array([1.0, -1.0]), 0.0), (CORNERS, np.array([2.0, 2.0]), -2.0)]
    hint = "the rule is strict: >"
    function = submission.perceptron_predict
    assert_matches(function, reference.perceptron_predict, cases, hint=hint)


@pytest.mark.exercise("perceptron_predict", points=2)
def test_predict_vectorised(submission, rng):
    """perceptron_predict has no Python loop over rows."""
    w = rng.normal(size=3)
    hint = "X @ w scores all rows at once"
    assert_vectorised(
        submission.perceptron_predict, lambda n: (rng.normal(size=(n, 3)), w, 0.3), hint=hint
    )


@pytest.mark.exercise("perceptron_predict", points=1)
def test_predict_shapes(submission):
    """perceptron_predict refuses weights that do not fit the columns."""
    cases = [(np.ones((4, 3)), np.ones(1), 0.0), (np.ones((4, 3)), np.ones(4), 0.0)]
    cases += [(np.ones(3), np.ones(3), 0.0), (np.ones((4, 3)), np.ones((3, 1)), 0.0)]
    assert_rejects_all(submission.perceptron_predict, cases, says="shape")


# 1.7 perceptron_train -----------------------------------------------------------------------
# Small integers and learning rates that are powers of two: every order of adding is exact.

LABELS = {"OR": [0, 1, 1, 1], "AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}


def gate_case(name, lr=1.0, epochs=20):
    """Return the arguments that train on a logic gate."""
    return CORNERS, np.array(LABELS[name]), lr, epochs


def separable(rng):
    """Return rows that a line separates with a margin, in several sizes.

    With the smallest learning rate the scores are small, and where the bar stands shows.
    """
    cases = []
    for n, d, lr in ((12, 2, 0.5), (30, 3, 1.0), (9, 4, 2.0), (40, 2, 1 / 64)):
        w, b = rng.choice([-3, -2, -1, 1, 2, 3], d), rng.choice([-2, -1, 1, 2])
        X = rng.integers(-6, 7, (40 * n, d))
        X = X[np.abs(X @ w + b) > 1][:n].astype(float)
        cases.append((X, (X @ w + b > 0).astype(int), lr, 25))
    return cases


@pytest.mark.exercise("perceptron_train", points=2, gate=True)
def test_train_form(submission):
    """perceptron_train returns w of shape (D,), a float and a list of ints."""
    answer = submission.perceptron_train(CORNERS, np.array(LABELS["OR"]))
    assert_type(answer, tuple, hint="return w, b, mistakes")
    require(len(answer) == 3, "The answer has not three parts.", hint="return w, b, mistakes")
    w, b, mistakes = answer
    assert_close(w, np.zeros(2), atol=np.inf)
    assert_type(b, float)
    assert_type(mistakes, list)
    hint = "count with a Python int, or convert with int(…)"
    require(all(type(m) is int for m in mistakes), "mistakes holds more than ints.", hint=hint)
    assert_varies(submission.perceptron_train, [gate_case("OR"), gate_case("NAND")])


@pytest.mark.exercise("perceptron_train", points=3)
def test_train_or(submission, reference):
    """perceptron_train learns OR."""
    cases = [gate_case("OR"), gate_case("OR", 0.5)]
    assert_matches(submission.perceptron_train, reference.perceptron_train, cases)


@pytest.mark.exercise("perceptron_train", points=5)
def test_train_and(submission, reference):
    """perceptron_train learns AND, which needs a bias."""
    cases = [gate_case("AND"), gate_case("AND", 2.0)]
    hint = "change b on every mistake, with the same error as w"
    assert_matches(submission.perceptron_train, reference.perceptron_train, cases, hint=hint)


@pytest.mark.exercise("perceptron_train", points=3)
def test_train_nand(submission, reference):
    """perceptron_train learns NAND."""
    assert_matches(submission.perceptron_train, reference.perceptron_train, [gate_case("NAND")])


@pytest.mark.exercise("perceptron_train", points=5)
def test_train_separable(submission, reference, rng):
    """perceptron_train goes through random separable rows as the rule says, step by step."""
    assert_matches(submission.perceptron_train, reference.perceptron_train, separable(rng))


@pytest.mark.exercise("perceptron_train", points=3)
def test_train_xor(submission, reference):
    """On XOR perceptron_train stops after `epochs` passes, still making mistakes."""
    cases = [gate_case("XOR"), gate_case("XOR", 1.0, 7), gate_case("AND", 1.0, 2)]
    hint = "no line separates XOR: the number of passes must have an end"
    assert_matches(submission.perceptron_train, reference.perceptron_train, cases, hint=hint)


@pytest.mark.exercise("perceptron_train", points=1)
def test_train_float_labels(submission, reference):
    """Labels 0.0 and 1.0 are as good as 0 and 1."""
    cases = [(CORNERS, np.array(LABELS["AND"], float), 1.0, 20)]
    assert_matches(submission.perceptron_train, reference.perceptron_train, cases)


@pytest.mark.exercise("perceptron_train", points=1)
def test_train_pure(submission):
    """perceptron_train leaves X and y as they were."""
    assert_pure(submission.perceptron_train, [gate_case("AND"), gate_case("XOR")])


@pytest.mark.exercise("perceptron_train", points=1)
def test_train_labels(submission):
    """perceptron_train refuses labels that are not 0 or 1."""
    cases = [(CORNERS, np.array(labels)) for labels in ([-1, 1, 1, 1], [0, 1, 2, 1])]
    assert_rejects_all(submission.perceptron_train, cases, says="label")


@pytest.mark.exercise("perceptron_train", points=1)
def test_train_lr(submission):
    """perceptron_train refuses a learning rate of 0 or below."""
    cases = [(CORNERS, np.array(LABELS["OR"]), lr) for lr in (0.0, -0.1)]
    assert_rejects_all(submission.perceptron_train, cases, says="lr")
