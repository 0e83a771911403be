"""The public checks of chapter 1: worked numbers, shapes, types and refusals."""

import numpy as np
import pytest

from autograder.grading import assert_close, assert_equal, assert_rejects, assert_type, require

MARKS = np.array([30.0, 70.0, 50.0])  # physics, chemistry, maths
EQUAL = np.array([0.33, 0.33, 0.33])
SCIENCE = np.array([0.2, 0.5, 0.3])
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
OR = np.array([0, 1, 1, 1])
KINDS = ["linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu"]


def trained(submission, **settings):
    """Return what `perceptron_train` answers for OR, once it is three things."""
    answer = submission.perceptron_train(CORNERS.copy(), OR.copy(), **settings)
    assert_type(answer, tuple, hint="end with `return w, b, mistakes`")
    require(len(answer) == 3, f"{len(answer)} things came back, not 3.", hint="w, b, mistakes")
    return answer


@pytest.mark.exercise("weighted_sum", gate=True)
def test_score_is_a_float(submission):
    """The answer is one float, not an array."""
    z = submission.weighted_sum(np.array([1, 2]), np.array([3, 4]))
    assert_type(z, float, hint="return float(...) of the finished sum")


@pytest.mark.exercise("weighted_sum")
def test_equal_weights(submission):
    """Marks 30, 70, 50 with weights 0.33 each give 49.5."""
    z = submission.weighted_sum(MARKS.copy(), EQUAL.copy())
    assert_close(z, 49.5, hint="multiply entry by entry, then add: 9.9 + 23.1 + 16.5")


@pytest.mark.exercise("weighted_sum")
def test_unequal_weights(submission):
    """The same marks with weights 0.2, 0.5, 0.3 give 56."""
    z = submission.weighted_sum(MARKS.copy(), SCIENCE.copy())
    assert_close(z, 56.0, hint="6 + 35 + 15; a neuron adds, it does not divide")


@pytest.mark.exercise("weighted_sum")
def test_bias_is_added(submission):
    """With b = 0.5 the score of the integers [1, 2] under weights [3, -1] is 1.5."""
    z = submission.weighted_sum(np.array([1, 2]), np.array([3, -1]), b=0.5)
    assert_close(z, 1.5, hint="add b once, after the sum")


@pytest.mark.exercise("weighted_sum")
def test_weighted_sum_refuses_other_shapes(submission):
    """Inputs that do not fit are refused with a ValueError."""
    f, x = submission.weighted_sum, np.array([1.0, 2.0, 3.0])
    assert_rejects(f, x, np.array([1.0, 2.0]), says="shape", hint="compare the two lengths first")
    assert_rejects(f, np.ones((2, 3)), x, says="1-D", hint="look at x.ndim and w.ndim first")


@pytest.mark.exercise("threshold_unit", gate=True)
def test_answer_is_an_int(submission):
    """The answer is an int, not True, 1.0 or a NumPy number."""
    answer = submission.threshold_unit(np.array([2.0]), np.array([3.0]), 1.0)
    assert_type(answer, int, hint="return the number 1 or 0, or int(...) of the comparison")


@pytest.mark.exercise("threshold_unit")
def test_first_exam_fails(submission):
    """With b = -50 the first exam, 49.5, answers 0."""
    answer = submission.threshold_unit(MARKS.copy(), EQUAL.copy(), -50.0)
    assert_equal(answer, 0, hint="49.5 - 50 is below 0")


@pytest.mark.exercise("threshold_unit")
def test_second_exam_passes(submission):
    """With b = -50 the second exam, 56, answers 1."""
    answer = submission.threshold_unit(MARKS.copy(), SCIENCE.copy(), -50.0)
    assert_equal(answer, 1, hint="56 - 50 is above 0; is the bias added, not subtracted?")


@pytest.mark.exercise("threshold_unit")
def test_score_on_the_bar_answers_0(submission):
    """A score of exactly 0 answers 0."""
    answer = submission.threshold_unit(np.array([1.0, 1.0]), np.array([1.0, 1.0]), -2.0)
    assert_equal(answer, 0, hint="the rule is «greater than», not «at least»")


@pytest.mark.exercise("threshold_unit")
def test_threshold_unit_refuses_other_shapes(submission):
    """Inputs that do not fit are refused with a ValueError."""
    f, x = submission.threshold_unit, np.array([1.0, 2.0, 3.0])
    assert_rejects(f, x, np.array([1.0]), 0.0, says="shape", hint="compare the two lengths first")
    assert_rejects(f, np.ones((2, 3)), x, 0.0, says="1-D", hint="look at x.ndim and w.ndim first")


@pytest.mark.exercise("sigmoid")
def test_sigmoid_worked_values(submission):
    """The sigmoid of -2, 0, 2 is 0.119203, 0.5, 0.880797."""
    a = submission.sigmoid(np.array([-2.0, 0.0, 2.0]))
    expected = np.array([0.119203, 0.5, 0.880797])
    assert_close(a, expected, rtol=1e-5, hint="mind the minus sign: 1 / (1 + e**-z)")


@pytest.mark.exercise("sigmoid")
def test_sigmoid_keeps_the_shape(submission):
    """A table stays a table and a 0-d array stays 0-d."""
    zeros = submission.sigmoid(np.zeros((2, 3)))
    assert_close(zeros, np.full((2, 3), 0.5), hint="work on the whole array, entry by entry")
    shape = np.shape(submission.sigmoid(np.array(0.0)))
    require(shape == (), f"A 0-d input gave shape {shape}.", hint="let NumPy work on the whole z")


@pytest.mark.exercise("sigmoid")
def test_sigmoid_keeps_float32(submission):
    """float32 in gives float32 out; integers give float64."""
    single = submission.sigmoid(np.array([1.0, -1.0], dtype=np.float32))
    assert_type(single, np.ndarray, hint="one answer per entry of z")
    assert_equal(single.dtype, np.dtype("float32"), hint="no fixed dtype: keep that of z")
    whole = submission.sigmoid(np.array([1, -1]))
    assert_equal(whole.dtype, np.dtype("float64"), hint="turn integers into floats first")


@pytest.mark.exercise("sigmoid")
def test_sigmoid_of_large_entries(submission):
    """Entries of ±1000 give 1 and 0 and no NaN."""
    a = submission.sigmoid(np.array([1000.0, -1000.0]))
    assert_close(a, np.array([1.0, 0.0]), hint="e**1000 is too big; use e**-|z|, never above 1")


@pytest.mark.exercise("sigmoid")
def test_sigmoid_refuses_nan(submission):
    """NaN is refused with a ValueError."""
    assert_rejects(
        submission.sigmoid, np.array([0.0, np.nan]), says="nan", hint="np.isnan finds it"
    )


@pytest.mark.exercise("activate")
def test_relu_and_step(submission):
    """At -2, -1, 0, 1, 2 relu is 0 0 0 1 2 and step is 0 0 0 1 1."""
    z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    relu, step = np.array([0.0, 0.0, 0.0, 1.0, 2.0]), np.array([0.0, 0.0, 0.0, 1.0, 1.0])
    assert_close(submission.activate(z.copy(), "relu"), relu, hint="negative entries become 0")
    assert_close(submission.activate(z.copy(), "step"), step, hint="strictly above 0 gives 1.0")


@pytest.mark.exercise("activate")
def test_softplus_and_elu(submission):
    """softplus(0) is 0.693147 and elu(-1) is -0.632121."""
    soft = submission.activate(np.array([0.0]), "softplus")
    assert_close(soft, np.array([0.693147]), rtol=1e-5, hint="ln(1 + 1) = ln 2: np.log is ln")
    elu = submission.activate(np.array([-1.0]), "elu")
    assert_close(elu, np.array([-0.632121]), rtol=1e-5, hint="e**-1 - 1 on the negative side")


@pytest.mark.exercise("activate")
def test_activate_keeps_shape_and_type(submission):
    """Every kind keeps the shape and float32, and has no NaN at ±1000."""
    z = np.array([[-1000.0, 0.0, 1000.0]], dtype=np.float32)
    for kind in KINDS:
        a = submission.activate(z.copy(), kind)
        assert_type(a, np.ndarray, hint=f"{kind}: does this branch return its answer?")
        require(
            a.shape == (1, 3),
            f"{kind} gave shape {a.shape} for an input of shape (1, 3).",
            hint="one answer per entry of z",
        )
        assert_equal(a.dtype, np.dtype("float32"), hint=f"{kind}: keep the float type of z")
        require(
            bool(np.isfinite(a).all()),
            f"{kind} gave NaN or infinity for entries of ±1000.",
            hint="exponentiate only numbers that are at most 0",
        )


@pytest.mark.exercise("activate")
def test_activate_refuses_unknown_kinds(submission):
    """An unknown kind is refused with a ValueError."""
    assert_rejects(submission.activate, np.zeros(2), "cube", says="kind", hint="end with a raise")


@pytest.mark.exercise("activation_derivative")
def test_slope_of_sigmoid(submission):
    """The slope of sigmoid is 0.25 at 0 and 0.104994 at ±2."""
    slope = submission.activation_derivative(np.array([-2.0, 0.0, 2.0]), "sigmoid")
    expected = np.array([0.104994, 0.25, 0.104994])
    assert_close(slope, expected, rtol=1e-5, hint="s (1 - s) with s = sigmoid(z); z is not s")


@pytest.mark.exercise("activation_derivative")
def test_slope_of_relu_and_step(submission):
    """At -2, 0, 2 the slope of relu is 0 0 1 and that of step 0 0 0."""
    z = np.array([-2.0, 0.0, 2.0])
    relu = submission.activation_derivative(z.copy(), "relu")
    assert_close(relu, np.array([0.0, 0.0, 1.0]), hint="at z = 0 the course takes slope 0")
    step = submission.activation_derivative(z.copy(), "step")
    assert_close(step, np.zeros(3), hint="a step is flat everywhere it has a slope at all")


@pytest.mark.exercise("activation_derivative")
def test_slope_keeps_shape_and_type(submission):
    """Every kind keeps the shape and float32, and has no NaN at ±1000."""
    z = np.array([[-1000.0, 0.0, 1000.0]], dtype=np.float32)
    for kind in KINDS:
        slope = submission.activation_derivative(z.copy(), kind)
        assert_type(slope, np.ndarray, hint=f"{kind}: return an array, constants too")
        require(
            slope.shape == (1, 3),
            f"The slope of {kind} has shape {slope.shape} for an input of shape (1, 3).",
            hint="one slope per entry of z, constants too",
        )
        assert_equal(slope.dtype, np.dtype("float32"), hint=f"{kind}: keep the float type of z")
        require(
            bool(np.isfinite(slope).all()),
            f"The slope of {kind} is NaN or infinite for entries of ±1000.",
            hint="exponentiate only numbers that are at most 0",
        )


@pytest.mark.exercise("activation_derivative")
def test_slope_refuses_unknown_kinds(submission):
    """An unknown kind is refused with a ValueError."""
    f = submission.activation_derivative
    assert_rejects(f, np.zeros(2), "cube", says="kind", hint="end with a raise")


@pytest.mark.exercise("perceptron_predict")
def test_predicts_or(submission):
    """With w = [1, 1] and b = 0 the four corners answer 0, 1, 1, 1."""
    p = submission.perceptron_predict(CORNERS.copy(), np.array([1.0, 1.0]), 0.0)
    assert_close(p, np.array([0, 1, 1, 1]), hint="one score per row, then z > 0, as integers")


@pytest.mark.exercise("perceptron_predict")
def test_predicts_whole_numbers(submission):
    """The answer is an integer array with one entry per row."""
    p = submission.perceptron_predict(np.ones((5, 3)), np.ones(3), 1.0)
    assert_type(p, np.ndarray, hint="compare the whole array of scores at once")
    require(
        p.shape == (5,),
        f"Five rows gave answers of shape {p.shape}.",
        hint="w stays 1-D: (N, D) times (D,) gives (N,)",
    )
    require(
        np.issubdtype(p.dtype, np.integer),
        f"The answers have dtype {p.dtype}.",
        hint="turn True and False into integers with .astype(int)",
    )


@pytest.mark.exercise("perceptron_predict")
def test_predict_refuses_other_shapes(submission):
    """Weights that do not fit the columns are refused with a ValueError."""
    f = submission.perceptron_predict
    hint = "check that X.ndim is 2 and that w has the shape (columns of X,)"
    assert_rejects(f, CORNERS.copy(), np.array([1.0]), 0.0, says="shape", hint=hint)
    assert_rejects(f, np.ones(3), np.ones(3), 0.0, says="shape", hint=hint)


@pytest.mark.exercise("perceptron_train")
def test_learns_or(submission):
    """OR ends with w = [1, 1] and b = 0."""
    w, b, _ = trained(submission)
    assert_close(w, np.array([1.0, 1.0]), hint="on a mistake: w += lr (y - p) x")
    assert_close(b, 0.0, hint="on a mistake: b += lr (y - p), like a weight whose x is 1")


@pytest.mark.exercise("perceptron_train")
def test_counts_mistakes(submission):
    """OR needs four passes with 1, 2, 1 and 0 mistakes."""
    _, _, mistakes = trained(submission)
    assert_equal(
        mistakes, [1, 2, 1, 0], hint="change w and b at once, before the next row; note the 0 too"
    )


@pytest.mark.exercise("perceptron_train")
def test_stops_after_epochs(submission):
    """With epochs = 2 there are at most two passes."""
    w, b, mistakes = trained(submission, epochs=2)
    assert_equal(mistakes, [1, 2], hint="use for, not while: some tasks never reach 0 mistakes")
    assert_close(w, np.array([1.0, 1.0]), hint="return the weights as the last pass left them")
    assert_close(b, 1.0, hint="return the bias as the last pass left it")


@pytest.mark.exercise("perceptron_train")
def test_train_returns_plain_types(submission):
    """The answer holds w as float64 array, b as float, mistakes as list of ints."""
    w, b, mistakes = trained(submission, lr=0.5)
    assert_type(w, np.ndarray, hint="start from np.zeros(D)")
    require(
        w.shape == (2,) and w.dtype == np.float64,
        f"w has shape {w.shape} and dtype {w.dtype}, not shape (2,) and dtype float64.",
        hint="start from np.zeros(D)",
    )
    assert_type(b, float, hint="start b at 0.0, or return float(b)")
    assert_type(mistakes, list, hint="append one number per pass to a list")
    for count in mistakes:
        assert_type(count, int, hint="count with += 1 from 0")


@pytest.mark.exercise("perceptron_train")
def test_train_refuses_bad_input(submission):
    """Wrong labels, a learning rate of 0 and unequal lengths are refused with a ValueError."""
    f = submission.perceptron_train
    signs = np.array([-1, 1, 1, 1])
    assert_rejects(f, CORNERS.copy(), signs, says="label", hint="the labels are 0 and 1, not ±1")
    assert_rejects(f, CORNERS.copy(), OR.copy(), lr=0.0, says="lr", hint="refuse 0 too")
    assert_rejects(f, CORNERS.copy(), OR[:3].copy(), says="shape", hint="compare the lengths first")
