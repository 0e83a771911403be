"""The public checks of chapter 1: worked numbers, shapes, types and refusals."""

import numpy as np
import pytest

from autograder.asserting import assert_close, assert_equal, assert_rejects, assert_type, require

MARKS = np.array([30.0, 70.0, 50.0])  # physics, chemistry, maths
EQUAL = np.array([0.33, 0.33, 0.33])
SCIENCE = np.array([0.2, 0.5, 0.3])
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
OR = np.array([0, 1, 1, 1])
KINDS = ["linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu"]


def trained(function, **settings):
    """Return what training answers for OR, once it is three things."""
    answer = function(CORNERS.copy(), OR.copy(), **settings)
    assert_type(answer, tuple, hint="end with `return w, b, mistakes`")
    require(len(answer) == 3, f"{len(answer)} things came back, not 3.", hint="w, b, mistakes")
    return answer


@pytest.mark.exercise("weighted_sum")
class TestWeightedSum:
    """Exercise 1.1."""

    @pytest.mark.gate
    def test_score_is_a_float(self, function):
        """The answer is one float, not an array."""
        z = function(np.array([1, 2]), np.array([3, 4]))
        assert_type(z, float, hint="return float(...) of the finished sum")

    def test_equal_weights(self, function):
        """Marks 30, 70, 50 with weights 0.33 each give 49.5."""
        z = function(MARKS.copy(), EQUAL.copy())
        assert_close(z, 49.5, hint="multiply entry by entry, then add: 9.9 + 23.1 + 16.5")

    def test_unequal_weights(self, function):
        """The same marks with weights 0.2, 0.5, 0.3 give 56."""
        z = function(MARKS.copy(), SCIENCE.copy())
        assert_close(z, 56.0, hint="6 + 35 + 15; a neuron adds, it does not divide")

    def test_bias_is_added(self, function):
        """With b = 0.5 the score of the integers [1, 2] under weights [3, -1] is 1.5."""
        z = function(np.array([1, 2]), np.array([3, -1]), b=0.5)
        assert_close(z, 1.5, hint="add b once, after the sum")

    def test_other_shapes_are_refused(self, function):
        """Inputs that do not fit are refused with a ValueError."""
        x, short, table = np.ones(3), np.ones(2), np.ones((2, 3))
        assert_rejects(function, x, short, says="shape", hint="compare the two lengths first")
        assert_rejects(function, table, x, says="1-D", hint="look at x.ndim and w.ndim first")


@pytest.mark.exercise("threshold_unit")
class TestThresholdUnit:
    """Exercise 1.2."""

    @pytest.mark.gate
    def test_answer_is_an_int(self, function):
        """The answer is an int, not True, 1.0 or a NumPy number."""
        answer = function(np.array([2.0]), np.array([3.0]), 1.0)
        assert_type(answer, int, hint="return the number 1 or 0, or int(...) of the comparison")

    def test_first_exam_fails(self, function):
        """With b = -50 the first exam, 49.5, answers 0."""
        answer = function(MARKS.copy(), EQUAL.copy(), -50.0)
        assert_equal(answer, 0, hint="49.5 - 50 is below 0")

    def test_second_exam_passes(self, function):
        """With b = -50 the second exam, 56, answers 1."""
        answer = function(MARKS.copy(), SCIENCE.copy(), -50.0)
        assert_equal(answer, 1, hint="56 - 50 is above 0; is the bias added, not subtracted?")

    def test_score_on_the_bar_answers_0(self, function):
        """A score of exactly 0 answers 0."""
        answer = function(np.array([1.0, 1.0]), np.array([1.0, 1.0]), -2.0)
        assert_equal(answer, 0, hint="the rule is «greater than», not «at least»")

    def test_other_shapes_are_refused(self, function):
        """Inputs that do not fit are refused with a ValueError."""
        x, short, table = np.ones(3), np.ones(1), np.ones((2, 3))
        assert_rejects(function, x, short, 0.0, says="shape", hint="compare the two lengths first")
        assert_rejects(function, table, x, 0.0, says="1-D", hint="look at x.ndim and w.ndim first")


@pytest.mark.exercise("sigmoid")
class TestSigmoid:
    """Exercise 1.3."""

    def test_worked_values(self, function):
        """The sigmoid of -2, 0, 2 is 0.119203, 0.5, 0.880797."""
        a = function(np.array([-2.0, 0.0, 2.0]))
        expected = np.array([0.119203, 0.5, 0.880797])
        assert_close(a, expected, rtol=1e-5, hint="mind the minus sign: 1 / (1 + e**-z)")

    def test_shape_is_kept(self, function):
        """A table stays a table and a 0-d array stays 0-d."""
        zeros = function(np.zeros((2, 3)))
        assert_close(zeros, np.full((2, 3), 0.5), hint="work on the whole array, entry by entry")
        shape = np.shape(function(np.array(0.0)))
        message = f"A 0-d input gave shape {shape}."
        require(shape == (), message, hint="let NumPy work on the whole z")

    def test_float32_is_kept(self, function):
        """float32 in gives float32 out; integers give float64."""
        single = function(np.array([1.0, -1.0], dtype=np.float32))
        assert_type(single, np.ndarray, hint="one answer per entry of z")
        assert_equal(single.dtype, np.dtype("float32"), hint="no fixed dtype: keep that of z")
        whole = function(np.array([1, -1]))
        assert_equal(whole.dtype, np.dtype("float64"), hint="turn integers into floats first")

    def test_large_entries(self, function):
        """Entries of ±1000 give 1 and 0 and no NaN."""
        a = function(np.array([1000.0, -1000.0]))
        assert_close(a, np.array([1.0, 0.0]), hint="e**1000 is too big; use e**-|z|, never above 1")

    def test_nan_is_refused(self, function):
        """NaN is refused with a ValueError."""
        assert_rejects(function, np.array([0.0, np.nan]), says="nan", hint="np.isnan finds it")


@pytest.mark.exercise("activate")
class TestActivate:
    """Exercise 1.4."""

    def test_relu_and_step(self, function):
        """At -2, -1, 0, 1, 2 relu is 0 0 0 1 2 and step is 0 0 0 1 1."""
        z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
        relu, step = np.array([0.0, 0.0, 0.0, 1.0, 2.0]), np.array([0.0, 0.0, 0.0, 1.0, 1.0])
        assert_close(function(z.copy(), "relu"), relu, hint="negative entries become 0")
        assert_close(function(z.copy(), "step"), step, hint="strictly above 0 gives 1.0")

    def test_softplus_and_elu(self, function):
        """softplus(0) is 0.693147 and elu(-1) is -0.632121."""
        soft = function(np.array([0.0]), "softplus")
        assert_close(soft, np.array([0.693147]), rtol=1e-5, hint="ln(1 + 1) = ln 2: np.log is ln")
        elu = function(np.array([-1.0]), "elu")
        assert_close(elu, np.array([-0.632121]), rtol=1e-5, hint="e**-1 - 1 on the negative side")

    def test_shape_and_type_are_kept(self, function):
        """Every kind keeps the shape and float32, and has no NaN at ±1000."""
        z = np.array([[-1000.0, 0.0, 1000.0]], dtype=np.float32)
        for kind in KINDS:
            a = function(z.copy(), kind)
            assert_type(a, np.ndarray, hint=f"{kind}: does this branch return its answer?")
            message = f"{kind} gave shape {a.shape} for an input of shape (1, 3)."
            require(a.shape == (1, 3), message, hint="one answer per entry of z")
            assert_equal(a.dtype, np.dtype("float32"), hint=f"{kind}: keep the float type of z")
            message = f"{kind} gave NaN or infinity for entries of ±1000."
            hint = "exponentiate only numbers that are at most 0"
            require(np.isfinite(a).all(), message, hint=hint)

    def test_unknown_kinds_are_refused(self, function):
        """An unknown kind is refused with a ValueError."""
        assert_rejects(function, np.zeros(2), "cube", says="kind", hint="end with a raise")


@pytest.mark.exercise("activation_derivative")
class TestActivationDerivative:
    """Exercise 1.5."""

    def test_slope_of_sigmoid(self, function):
        """The slope of sigmoid is 0.25 at 0 and 0.104994 at ±2."""
        slope = function(np.array([-2.0, 0.0, 2.0]), "sigmoid")
        expected = np.array([0.104994, 0.25, 0.104994])
        assert_close(slope, expected, rtol=1e-5, hint="s (1 - s) with s = sigmoid(z); z is not s")

    def test_slope_of_relu_and_step(self, function):
        """At -2, 0, 2 the slope of relu is 0 0 1 and that of step 0 0 0."""
        z = np.array([-2.0, 0.0, 2.0])
        relu = function(z.copy(), "relu")
        assert_close(relu, np.array([0.0, 0.0, 1.0]), hint="at z = 0 the course takes slope 0")
        step = function(z.copy(), "step")
        assert_close(step, np.zeros(3), hint="a step is flat everywhere it has a slope at all")

    def test_shape_and_type_are_kept(self, function):
        """Every kind keeps the shape and float32, and has no NaN at ±1000."""
        z = np.array([[-1000.0, 0.0, 1000.0]], dtype=np.float32)
        for kind in KINDS:
            slope = function(z.copy(), kind)
            assert_type(slope, np.ndarray, hint=f"{kind}: return an array, constants too")
            message = f"The slope of {kind} has shape {slope.shape} for an input of shape (1, 3)."
            require(slope.shape == (1, 3), message, hint="one slope per entry of z, constants too")
            assert_equal(slope.dtype, np.dtype("float32"), hint=f"{kind}: keep the float type of z")
            message = f"The slope of {kind} is NaN or infinite for entries of ±1000."
            hint = "exponentiate only numbers that are at most 0"
            require(np.isfinite(slope).all(), message, hint=hint)

    def test_unknown_kinds_are_refused(self, function):
        """An unknown kind is refused with a ValueError."""
        assert_rejects(function, np.zeros(2), "cube", says="kind", hint="end with a raise")


@pytest.mark.exercise("perceptron_predict")
class TestPerceptronPredict:
    """Exercise 1.6."""

    def test_answers_for_or(self, function):
        """With w = [1, 1] and b = 0 the four corners answer 0, 1, 1, 1."""
        p = function(CORNERS.copy(), np.array([1.0, 1.0]), 0.0)
        assert_close(p, np.array([0, 1, 1, 1]), hint="one score per row, then z > 0, as integers")

    def test_answers_are_whole_numbers(self, function):
        """The answer is an integer array with one entry per row."""
        p = function(np.ones((5, 3)), np.ones(3), 1.0)
        assert_type(p, np.ndarray, hint="compare the whole array of scores at once")
        message = f"Five rows gave answers of shape {p.shape}."
        require(p.shape == (5,), message, hint="w stays 1-D: (N, D) times (D,) gives (N,)")
        hint = "turn True and False into integers with .astype(int)"
        is_integer = np.issubdtype(p.dtype, np.integer)
        require(is_integer, f"The answers have dtype {p.dtype}.", hint=hint)

    def test_other_shapes_are_refused(self, function):
        """Weights that do not fit the columns are refused with a ValueError."""
        hint = "check that X.ndim is 2 and that w has the shape (columns of X,)"
        assert_rejects(function, CORNERS.copy(), np.ones(1), 0.0, says="shape", hint=hint)
        assert_rejects(function, np.ones(3), np.ones(3), 0.0, says="shape", hint=hint)


@pytest.mark.exercise("perceptron_train")
class TestPerceptronTrain:
    """Exercise 1.7."""

    def test_learns_or(self, function):
        """OR ends with w = [1, 1] and b = 0."""
        w, b, _ = trained(function)
        assert_close(w, np.array([1.0, 1.0]), hint="on a mistake: w += lr (y - p) x")
        assert_close(b, 0.0, hint="on a mistake: b += lr (y - p), like a weight whose x is 1")

    def test_counts_mistakes(self, function):
        """OR needs four passes with 1, 2, 1 and 0 mistakes."""
        _, _, mistakes = trained(function)
        hint = "change w and b at once, before the next row; note the 0 too"
        assert_equal(mistakes, [1, 2, 1, 0], hint=hint)

    def test_stops_after_epochs(self, function):
        """With epochs = 2 there are at most two passes."""
        w, b, mistakes = trained(function, epochs=2)
        assert_equal(mistakes, [1, 2], hint="use for, not while: some tasks never reach 0 mistakes")
        assert_close(w, np.array([1.0, 1.0]), hint="return the weights as the last pass left them")
        assert_close(b, 1.0, hint="return the bias as the last pass left it")

    def test_types_are_plain(self, function):
        """The answer holds w as float64 array, b as float, mistakes as list of ints."""
        w, b, mistakes = trained(function, lr=0.5)
        assert_type(w, np.ndarray, hint="start from np.zeros(D)")
        message = f"w has shape {w.shape} and dtype {w.dtype}, not shape (2,) and dtype float64."
        fits = w.shape == (2,) and w.dtype == np.float64
        require(fits, message, hint="start from np.zeros(D)")
        assert_type(b, float, hint="start b at 0.0, or return float(b)")
        assert_type(mistakes, list, hint="append one number per pass to a list")
        for count in mistakes:
            assert_type(count, int, hint="count with += 1 from 0")

    def test_bad_input_is_refused(self, function):
        """Wrong labels, a learning rate of 0 and unequal lengths are refused with a ValueError."""
        X, y, signs = CORNERS.copy(), OR.copy(), np.array([-1, 1, 1, 1])
        assert_rejects(function, X, signs, says="label", hint="the labels are 0 and 1, not ±1")
        assert_rejects(function, X, y, lr=0.0, says="lr", hint="refuse 0 too")
        assert_rejects(function, X, y[:3], says="shape", hint="compare the lengths first")
