"""The public checks of chapter 1: worked numbers, shapes, types, refusals and manners."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_keeps_dtype,
    assert_pure,
    assert_rejects,
    assert_stable,
    assert_type,
    assert_vectorised,
    require,
)

MARKS = np.array([30.0, 70.0, 50.0])  # physics, chemistry, maths
EQUAL = np.array([0.33, 0.33, 0.33])
SCIENCE = np.array([0.2, 0.5, 0.3])
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
OR, XOR = np.array([0, 1, 1, 1]), np.array([0, 1, 1, 0])
AND, NAND = np.array([0, 0, 0, 1]), np.array([1, 1, 1, 0])
KINDS = ["linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu"]
NO_KINDS = ["cube", "relu6", "Relu", " relu", "soft", "lin", ""]
SHORT, LONG, TABLE, NUMBER = np.ones(2), np.ones(4), np.ones((2, 3)), np.array(2.0)
FLAT = {"x": np.ones(3), "w": np.ones(3)}  # vectors of one length: legal


def refuses_vectors(function, *b):
    """Ask for a refusal of everything that is no pair of vectors of one length."""
    for name in FLAT:
        for bad in (SHORT, LONG, TABLE, NUMBER):
            x, w = {**FLAT, name: bad}.values()
            says = "shape" if bad.ndim == 1 else "1-D"
            hint = f"here x has shape {x.shape} and w {w.shape}: look at ndim, then at the lengths"
            assert_rejects(function, x, w, *b, says=says, hint=hint)
    hint = "two tables, or two numbers, are refused as well: look at ndim"
    for both in (TABLE, NUMBER):
        assert_rejects(function, both, both.copy(), *b, says="1-D", hint=hint)


def refuses_kinds(function):
    """Ask for a refusal of every name that is not spelled exactly as in the table."""
    for kind in NO_KINDS:
        hint = f"compare the whole name; {kind!r} is none of the seven: end with a raise"
        assert_rejects(function, np.zeros(2), kind, says="kind", hint=hint)


def keeps_form(function):
    """Ask every kind for the shape and the float type of z."""
    for kind in KINDS:
        for z in (np.array([[-2.0, 0.0, 2.0]], dtype=np.float32), np.array(0.5, dtype=np.float32)):
            hint = f"{kind}: one answer per entry of z, of shape {z.shape} here, constants too"
            assert_close(function(z.copy(), kind), z, atol=np.inf, hint=hint)
            hint = f"{kind}: does this branch return an array, and keep the float type of z?"
            assert_keeps_dtype(function, [(z, kind)], given=["float32"], hint=hint)


def trained(function, X=CORNERS, y=OR, **settings):
    """Return what training answers, once it is three things."""
    answer = function(X.copy(), y.copy(), **settings)
    assert_type(answer, tuple, hint="end with `return w, b, mistakes`")
    require(len(answer) == 3, f"{len(answer)} things came back, not 3.", hint="w, b, mistakes")
    return answer


@pytest.mark.exercise("weighted_sum")
class TestWeightedSum:
    """Exercise 1.1."""

    @pytest.mark.gate
    def test_score_is_a_float(self, function):
        """The answer is one float, not an array."""
        z = function(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
        assert_type(z, float, hint="one number: add the products up, then float(...) of it")

    def test_equal_weights(self, function):
        """Marks 30, 70, 50 with weights 0.33 each give 49.5."""
        z = function(MARKS.copy(), EQUAL.copy())
        assert_close(z, 49.5, hint="multiply entry by entry, then add: 9.9 + 23.1 + 16.5")

    def test_unequal_weights(self, function):
        """The same marks with weights 0.2, 0.5, 0.3 give 56."""
        z = function(MARKS.copy(), SCIENCE.copy())
        assert_close(z, 56.0, hint="6 + 35 + 15; a neuron adds, it does not divide")

    def test_bias_is_added(self, function):
        """With b = 0.5, [1, 2] under [3, -1] gives 1.5; [0, 0] gives the bias, 0.5."""
        z = function(np.array([1.0, 2.0]), np.array([3.0, -1.0]), b=0.5)
        assert_close(z, 1.5, hint="1 · 3 + 2 · (-1), and b once: 3 - 2 + 0.5")
        z = function(np.zeros(2), np.array([3.0, -1.0]), b=0.5)
        assert_close(z, 0.5, hint="0 + 0 + 0.5: the bias counts where all inputs are 0, too")

    def test_every_digit_counts(self, function):
        """0.125 · 0.25 + 0.5 · 0.125 is 0.09375; in uint8, 200 · 2 + 100 · 3 is 700."""
        z = function(np.array([0.125, 0.5]), np.array([0.25, 0.125]))
        assert_close(z, 0.09375, hint="0.03125 + 0.0625: nothing is rounded")
        z = function(np.array([200, 100], dtype=np.uint8), np.array([2, 3], dtype=np.uint8))
        assert_close(z, 700.0, hint="uint8 starts again at 256: make floats of x and w first")

    def test_other_dtypes(self, function):
        """Of integers and of float32 the answer is a float, too."""
        for dtype in (np.int64, np.float32):
            z = function(np.array([1, 2], dtype), np.array([3, 4], dtype))
            assert_type(z, float, hint=f"{np.dtype(dtype)} here: return float(...) of the sum")

    def test_arguments_are_left_alone(self, function):
        """x and w are not changed."""
        assert_pure(function, [(MARKS.copy(), SCIENCE.copy(), 2.0)])

    def test_other_shapes_are_refused(self, function):
        """Lengths that differ, tables and single numbers are refused with a ValueError."""
        refuses_vectors(function)


@pytest.mark.exercise("threshold_unit")
class TestThresholdUnit:
    """Exercise 1.2."""

    @pytest.mark.gate
    def test_answer_is_an_int(self, function):
        """The answer is an int, not True, 1.0 or a NumPy number."""
        for x, b in ((2.0, 1.0), (2.0, -9.0), (1.0, 5.0), (1.25, -3.0)):
            answer = function(np.array([x]), np.array([3.0]), b)
            hint = "return the number 1 or 0, or int(...) of the comparison"
            assert_type(answer, int, hint=hint)

    def test_first_exam_fails(self, function):
        """With b = -50 the first exam, 49.5, answers 0."""
        answer = function(MARKS.copy(), EQUAL.copy(), -50.0)
        assert_equal(answer, 0, hint="add b to the sum, then compare with 0: 49.5 - 50 is below 0")

    def test_second_exam_passes(self, function):
        """With b = -50 the second exam, 56, answers 1."""
        answer = function(MARKS.copy(), SCIENCE.copy(), -50.0)
        assert_equal(answer, 1, hint="56 - 50 is above 0; is the bias added, not subtracted?")

    def test_score_on_the_bar_answers_0(self, function):
        """A score of exactly 0 answers 0; scores of 0.25 and 1e-20 are above 0, and answer 1."""
        x, w = np.array([1.0, 1.0]), np.array([1.0, 1.0])
        answer = function(x, w, -2.0)
        assert_equal(answer, 0, hint="the rule is «greater than», not «at least»")
        answer = function(x, w, -1.75)
        assert_equal(answer, 1, hint="1 + 1 - 1.75 = 0.25 is above 0: do not round, the bar is 0")
        answer = function(np.zeros(2), w, 1e-20)
        assert_equal(answer, 1, hint="0 + 0 + 1e-20 is above 0: compare z itself with exactly 0")

    def test_finished_sum_is_compared(self, function):
        """3 · 1 + 1 · (-5) is -2 and answers 0; 2**24 + 1 - 2**24 is 1 and answers 1."""
        answer = function(np.array([3.0, 1.0]), np.array([1.0, -5.0]), 0.0)
        assert_equal(answer, 0, hint="add up everything before you compare with 0")
        answer = function(np.array([2.0**24 + 1]), np.array([1.0]), -(2.0**24))
        assert_equal(answer, 1, hint="float32 has 7 digits: compute in float64")

    def test_integers_count_as_floats(self, function):
        """In uint8, 200 · 1 + 100 · 1 is 300: with b = -280 the answer is 1."""
        x, w = np.array([200, 100], dtype=np.uint8), np.array([1, 1], dtype=np.uint8)
        hint = "uint8 starts again at 256: make floats of x and w first"
        assert_equal(function(x, w, -280.0), 1, hint=hint)

    def test_other_shapes_are_refused(self, function):
        """Lengths that differ, tables and single numbers are refused with a ValueError."""
        refuses_vectors(function, 0.0)


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
        number = function(np.array(0.0))
        assert_close(number, np.array(0.5), hint="let NumPy work on the whole z, 0-d too")

    def test_integers_count_as_floats(self, function):
        """float32 stays float32; of integers, int8 and uint8 too, come the float64 values."""
        assert_keeps_dtype(
            function,
            [(np.array([1.0, 2.0]),)],
            hint="begin with z = 1.0 * z: floats keep their type, integers become float64",
        )
        a = function(np.array([1, 2], dtype=np.uint8))
        hint = "-1 is 255 in uint8: turn integers into floats first"
        assert_close(a, np.array([0.731059, 0.880797]), rtol=1e-5, hint=hint)
        a = function(np.array([-128, 2], dtype=np.int8))
        hint = "e**-128 is 2.57e-56; but in int8 -z is -128 again: floats first"
        assert_close(a, np.array([2.572209e-56, 0.880797]), rtol=1e-5, atol=0.0, hint=hint)

    def test_large_entries(self, function):
        """Entries of ±1000 give 1 and 0 without an overflow; -40 gives 4.248354e-18, not 0."""
        hint = "e**1000 is too big; use e**-|z|, never above 1"
        ends = np.array([1000.0, -1000.0])
        assert_stable(function, lambda z: np.array([1.0, 0.0]), [(ends,)], hint=hint)
        for z, wanted in ((-40.0, 4.248354e-18), (-700.0, 9.859677e-305)):
            a = function(np.array([z]))
            hint = f"z = {z}: do not clip it; for z below 0 use e**z / (1 + e**z)"
            assert_close(a, np.array([wanted]), rtol=1e-6, atol=0.0, hint=hint)

    def test_z_is_left_alone(self, function):
        """z is not changed."""
        assert_pure(function, [(np.array([-2.0, 0.0, 2.0]),)])

    def test_nan_is_refused(self, function):
        """NaN is refused with a ValueError, wherever it stands."""
        first, last, alone = np.array([np.nan, 0.0]), np.array([0.0, np.nan]), np.array(np.nan)
        for z in (first, last, alone, first.astype(np.float32)):
            hint = f"here z is {z} in {z.dtype}: np.isnan(z) finds it, .any() asks all entries"
            assert_rejects(function, z, says="nan", hint=hint)


@pytest.mark.exercise("activate")
class TestActivate:
    """Exercise 1.4."""

    def test_relu_and_step(self, function):
        """At -2, -0.5, 0, 0.5, 2 relu is 0 0 0 0.5 2, step 0 0 0 1 1, linear z itself."""
        z = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])
        relu, step = np.array([0.0, 0.0, 0.0, 0.5, 2.0]), np.array([0.0, 0.0, 0.0, 1.0, 1.0])
        assert_close(function(z.copy(), "relu"), relu, hint="negative entries become 0")
        assert_close(function(z.copy(), "step"), step, hint="strictly above 0 gives 1.0")
        assert_close(function(z.copy(), "linear"), z, hint="linear answers z as it is")

    def test_curves(self, function):
        """sigmoid, tanh, softplus and elu at -2, 0 and 2 are the formulas of the table."""
        curves = {
            "sigmoid": ([0.119203, 0.5, 0.880797], "1 / (1 + e**-z)"),
            "tanh": ([-0.964028, 0.0, 0.964028], "(e² - e**-2) / (e² + e**-2) = 0.964028"),
            "softplus": ([0.126928, 0.693147, 2.126928], "ln(1 + 1) = ln 2: np.log is ln"),
            "elu": ([-0.864665, 0.0, 2.0], "e**-2 - 1 on the negative side, z on the other"),
        }
        for kind, (values, hint) in curves.items():
            a = function(np.array([-2.0, 0.0, 2.0]), kind)
            assert_close(a, np.array(values), rtol=1e-5, hint=f"{kind}: {hint}")
        soft = function(np.array([12.0, -12.0]), "softplus")
        hint = "softplus(12) is a little more than 12; the difference to softplus(-12) is 12"
        assert_close(soft, np.array([12.0000061442, 0.0000061442]), rtol=1e-8, hint=hint)

    def test_shape_and_type_are_kept(self, function):
        """Every kind keeps the shape, 0-d too, and float32."""
        keeps_form(function)

    def test_large_entries(self, function):
        """Every kind is finite at ±1000, without an overflow: softplus(1000) is 1000."""
        ends = {
            "linear": [-1000.0, 0.0, 1000.0],
            "step": [0.0, 0.0, 1.0],
            "sigmoid": [0.0, 0.5, 1.0],
            "tanh": [-1.0, 0.0, 1.0],
            "relu": [0.0, 0.0, 1000.0],
            "softplus": [0.0, 0.693147, 1000.0],
            "elu": [-1.0, 0.0, 1000.0],
        }
        for kind in KINDS:
            case = np.array([-1000.0, 0.0, 1000.0]), kind
            hint = f"{kind}: exponentiate only numbers that are at most 0"
            wanted = np.array(ends[kind])
            assert_stable(function, lambda z, kind, a=wanted: a, [case], rtol=1e-5, hint=hint)

    def test_integers_count_as_floats(self, function):
        """Integers, int8 and uint8 too, give the float64 values of every kind."""
        small = {  # at -128 and 3 in int8, at 2 in uint8
            "linear": [-128.0, 3.0, 2.0],
            "step": [0.0, 1.0, 1.0],
            "sigmoid": [2.572209e-56, 0.952574, 0.880797],
            "tanh": [-1.0, 0.995055, 0.964028],
            "relu": [0.0, 3.0, 2.0],
            "softplus": [2.572209e-56, 3.048587, 2.126928],
            "elu": [-1.0, 3.0, 2.0],
        }
        for kind in KINDS:
            *signed, unsigned = small[kind]
            hint = f"{kind}: -128 in int8 and 2 in uint8 have no negative: make floats of z first"
            a = function(np.array([-128, 3], dtype=np.int8), kind)
            assert_close(a, np.array(signed), rtol=1e-5, hint=hint)
            a = function(np.array([2], dtype=np.uint8), kind)
            assert_close(a, np.array([unsigned]), rtol=1e-5, hint=hint)
            assert_keeps_dtype(function, [(np.array([2.0]), kind)], given=["int64"], hint=hint)

    def test_z_is_left_alone(self, function):
        """z is not changed, and the answer is another array, for linear too."""
        assert_pure(function, [(np.array([-2.0, 0.0, 2.0]), kind) for kind in KINDS])

    def test_unknown_kinds_are_refused(self, function):
        """A kind that is not spelled as in the table is refused with a ValueError."""
        refuses_kinds(function)


@pytest.mark.exercise("activation_derivative")
class TestActivationDerivative:
    """Exercise 1.5."""

    def test_slope_of_sigmoid(self, function):
        """The slope of sigmoid is 0.25 at 0 and 0.104994 at ±2."""
        slope = function(np.array([-2.0, 0.0, 2.0]), "sigmoid")
        expected = np.array([0.104994, 0.25, 0.104994])
        assert_close(slope, expected, rtol=1e-5, hint="s (1 - s) with s = sigmoid(z); z is not s")

    def test_slopes_of_straight_lines(self, function):
        """At -2, 0, 0.5, 2 the slope of relu is 0 0 1 1, of step 0 0 0 0, of linear 1 1 1 1."""
        z = np.array([-2.0, 0.0, 0.5, 2.0])
        relu = function(z.copy(), "relu")
        assert_close(relu, np.array([0.0, 0.0, 1.0, 1.0]), hint="at z = 0 the course takes slope 0")
        step = function(z.copy(), "step")
        assert_close(step, np.zeros(4), hint="a step is flat everywhere it has a slope at all")
        linear = function(z.copy(), "linear")
        assert_close(linear, np.ones(4), hint="z itself rises by 1 for every 1, everywhere")

    def test_slopes_of_curves(self, function):
        """The slopes of tanh, softplus and elu at -2, 0 and 2, and at 0.5."""
        slopes = {
            "tanh": ([0.070651, 1.0, 0.070651], 0.786448, "1 - tanh(z)²"),
            "softplus": ([0.119203, 0.5, 0.880797], 0.622459, "the derivative of ln(1 + e**z)"),
            "elu": ([0.135335, 1.0, 1.0], 1.0, "the derivative of e**z - 1 left of 0, of z right"),
        }
        for kind, (values, at_half, hint) in slopes.items():
            slope = function(np.array([-2.0, 0.0, 2.0]), kind)
            assert_close(slope, np.array(values), rtol=1e-5, hint=f"{kind}: {hint}")
            slope = function(np.array([0.5, 0.5, 0.5]), kind)
            hint = f"{kind} at z = 0.5: {hint}"
            assert_close(slope, np.full(3, at_half), rtol=1e-5, hint=hint)

    def test_shape_and_type_are_kept(self, function):
        """Every kind keeps the shape, 0-d too, and float32."""
        keeps_form(function)

    def test_large_entries(self, function):
        """Every kind is finite at ±1000, without an overflow: the slope of softplus is 0 and 1."""
        ends = {
            "linear": [1.0, 1.0, 1.0],
            "step": [0.0, 0.0, 0.0],
            "sigmoid": [0.0, 0.25, 0.0],
            "tanh": [0.0, 1.0, 0.0],
            "relu": [0.0, 0.0, 1.0],
            "softplus": [0.0, 0.5, 1.0],
            "elu": [0.0, 1.0, 1.0],
        }
        for kind in KINDS:
            case = np.array([-1000.0, 0.0, 1000.0]), kind
            hint = f"{kind}: exponentiate only numbers that are at most 0"
            wanted = np.array(ends[kind])
            assert_stable(function, lambda z, kind, a=wanted: a, [case], rtol=1e-5, hint=hint)

    def test_integers_count_as_floats(self, function):
        """Integers, int8 and uint8 too, give the float64 slopes of every kind."""
        small = {  # at -128 and 3 in int8, at 2 in uint8
            "linear": [1.0, 1.0, 1.0],
            "step": [0.0, 0.0, 0.0],
            "sigmoid": [2.572209e-56, 0.045177, 0.104994],
            "tanh": [0.0, 0.009866, 0.070651],
            "relu": [0.0, 1.0, 1.0],
            "softplus": [2.572209e-56, 0.952574, 0.880797],
            "elu": [2.572209e-56, 1.0, 1.0],
        }
        for kind in KINDS:
            *signed, unsigned = small[kind]
            hint = f"{kind}: -128 in int8 and 2 in uint8 have no negative: make floats of z first"
            slope = function(np.array([-128, 3], dtype=np.int8), kind)
            assert_close(slope, np.array(signed), rtol=2e-5, hint=hint)
            slope = function(np.array([2], dtype=np.uint8), kind)
            assert_close(slope, np.array([unsigned]), rtol=1e-5, hint=hint)
            assert_keeps_dtype(function, [(np.array([2.0]), kind)], given=["int64"], hint=hint)

    def test_z_is_left_alone(self, function):
        """z is not changed, and the answer is another array."""
        assert_pure(function, [(np.array([-2.0, 0.0, 2.0]), kind) for kind in KINDS])

    def test_unknown_kinds_are_refused(self, function):
        """A kind that is not spelled as in the table is refused with a ValueError."""
        refuses_kinds(function)


@pytest.mark.exercise("perceptron_predict")
class TestPerceptronPredict:
    """Exercise 1.6."""

    def test_answers_for_or(self, function):
        """With w = [1, 1] and b = 0 the four corners answer 0, 1, 1, 1."""
        p = function(CORNERS.copy(), np.array([1.0, 1.0]), 0.0)
        assert_close(p, np.array([0, 1, 1, 1]), hint="one score per row, then z > 0, as integers")

    def test_answers_for_and(self, function):
        """With w = [1, 1], b = -1.5 answers 0, 0, 0, 1, and b = -1, a tie, does so too."""
        p = function(CORNERS.copy(), np.array([1.0, 1.0]), -1.5)
        hint = "the scores are -1.5, -0.5, -0.5, 0.5: b is added to each, and the bar is 0"
        assert_close(p, np.array([0, 0, 0, 1]), hint=hint)
        p = function(CORNERS.copy(), np.array([1.0, 1.0]), -1.0)
        assert_close(p, np.array([0, 0, 0, 1]), hint="a score of exactly 0 answers 0: >, not >=")

    def test_answers_are_whole_numbers(self, function):
        """The answer is an integer array with one entry per row, for one row too."""
        for rows in (5, 1):
            p = function(np.ones((rows, 3)), np.ones(3), 1.0)
            assert_type(p, np.ndarray, hint="compare the whole array of scores at once")
            message = f"X of shape {(rows, 3)} gave answers of shape {p.shape}."
            require(p.shape == (rows,), message, hint="w stays 1-D: (N, D) times (D,) gives (N,)")
            hint = "turn True and False into integers with .astype(int)"
            is_integer = np.issubdtype(p.dtype, np.integer)
            require(is_integer, f"The answers have dtype {p.dtype}.", hint=hint)

    def test_every_digit_counts(self, function):
        """In uint8, 200 + 100 - 280 is above 0; in floats, so is 2**24 + 1 - 2**24."""
        X, w = np.array([[200, 100], [100, 100]], dtype=np.uint8), np.ones(2, dtype=np.uint8)
        hint = "uint8 starts again at 256: make floats of X and w first"
        assert_close(function(X, w, -280.0), np.array([1, 0]), hint=hint)
        p = function(np.array([[2.0**24 + 1], [2.0**24]]), np.ones(1), -(2.0**24))
        assert_close(p, np.array([1, 0]), hint="float32 has 7 digits: compute in float64")

    def test_manners(self, function):
        """X and w stay as they were, and no Python loop goes over the rows."""
        assert_pure(function, [(CORNERS.copy(), np.array([1.0, 2.0]), b) for b in (0.5, -0.25)])
        hint = "X @ w scores all rows at once"
        assert_vectorised(function, lambda n: (np.ones((n, 2)), np.ones(2), 0.0), hint=hint)

    def test_other_shapes_are_refused(self, function):
        """An X that is no table, and weights that do not fit, are refused with a ValueError."""
        for shape in ((1,), (3,), (2, 1), (1, 2), ()):
            hint = f"X has 2 columns, w has shape {shape}: w must have exactly the shape (2,)"
            assert_rejects(function, CORNERS.copy(), np.ones(shape), 0.0, says="shape", hint=hint)
        for shape in ((2,), (2, 4, 2), (2, 2, 2)):
            hint = f"X has shape {shape}: check that X.ndim is 2"
            assert_rejects(function, np.ones(shape), np.ones(2), 0.0, says="shape", hint=hint)


@pytest.mark.exercise("perceptron_train")
class TestPerceptronTrain:
    """Exercise 1.7."""

    def test_learns_or(self, function):
        """OR ends with w = [1, 1] and b = 0."""
        w, b, _ = trained(function)
        assert_close(w, np.array([1.0, 1.0]), hint="on a mistake: w += lr (y - p) x")
        assert_close(b, 0.0, hint="on a mistake: b += lr (y - p), like a weight whose x is 1")

    def test_counts_mistakes(self, function):
        """OR needs four passes with 1, 2, 1 and 0 mistakes; XOR goes on with 2, 3, 4, 4, 4."""
        _, _, mistakes = trained(function)
        hint = "change w and b at once, before the next row; note the 0 too"
        assert_equal(mistakes, [1, 2, 1, 0], hint=hint)
        w, b, mistakes = trained(function, y=XOR, epochs=5)
        hint = "only a pass without a mistake ends early: XOR never has one"
        assert_equal(mistakes, [2, 3, 4, 4, 4], hint=hint)
        assert_close(w, np.array([-1.0, 0.0]), hint="return the weights as the last pass left them")
        assert_close(b, 1.0, hint="return the bias as the last pass left it")

    def test_stops_after_epochs(self, function):
        """With epochs = 2 there are at most two passes."""
        w, b, mistakes = trained(function, epochs=2)
        hint = "use for, not while: some tasks never reach 0 mistakes"
        require(len(mistakes) <= 2, f"There were {len(mistakes)} passes.", hint=hint)
        assert_equal(mistakes, [1, 2], hint="one number for each pass: 1 row is wrong, then 2")
        assert_close(w, np.array([1.0, 1.0]), hint="return the weights as the last pass left them")
        assert_close(b, 1.0, hint="return the bias as the last pass left it")

    def test_learning_rate_scales_every_step(self, function):
        """With lr = 0.25 and epochs = 2 OR has w = [0.25, 0.25] and b = 0.25."""
        w, b, mistakes = trained(function, lr=0.25, epochs=2)
        assert_equal(mistakes, [1, 2], hint="as with lr = 1: p compares with 0 in both")
        assert_close(w, np.array([0.25, 0.25]), hint="w += lr (y - p) x, with p = 0 or 1")
        assert_close(b, 0.25, hint="b += lr (y - p): lr belongs to the bias too")

    def test_other_rows(self, function):
        """Rows with fractions, rows in uint8, and labels that are all 0 are learned too."""
        X, y = np.array([[2.5, 0.75], [0.5, 1.5], [1.5, 1.0]]), np.array([1, 0, 1])
        w, _, _ = trained(function, X, y)
        assert_close(w, np.array([2.0, -0.75]), hint="[2.5, 0.75] is added, [0.5, 1.5] taken off")
        X, y = np.array([[1, 2], [2, 1]], np.uint8), np.array([1, 0], np.uint8)
        w, _, _ = trained(function, X, y)
        hint = "0 - 1 is 255 in uint8: make floats of X and y first"
        assert_close(w, np.array([-1.0, 1.0]), hint=hint)
        w, _, _ = trained(function, np.array([[0.1, 0.7]]), np.array([1]))
        hint = "[0.1, 0.7] is added to w, with all its digits: in float64"
        assert_close(w, np.array([0.1, 0.7]), rtol=1e-9, hint=hint)
        _, _, mistakes = trained(function, y=np.zeros(4))
        assert_equal(mistakes, [0], hint="labels that are all 0 are legal: the first pass is right")

    def test_types_are_plain(self, function):
        """w is a float64 array, of float32 too, b a float, mistakes a list of ints."""
        for X, y in ((CORNERS, OR), (CORNERS.astype(np.float32), OR), (CORNERS, OR - OR)):
            w, b, mistakes = trained(function, X, y, lr=1)
            assert_type(w, np.ndarray, hint="start from np.zeros(D)")
            message = f"w has shape {w.shape} and dtype {w.dtype}, not shape (2,) and float64."
            fits = w.shape == (2,) and w.dtype == np.float64
            require(fits, message, hint="start from np.zeros(D), and make floats of X first")
            assert_type(b, float, hint="start b at 0.0, or return float(b)")
            assert_type(mistakes, list, hint="append one number per pass to a list")
            for count in mistakes:
                assert_type(count, int, hint="count with += 1 from 0")

    def test_arguments_are_left_alone(self, function):
        """X and y are not changed."""
        assert_pure(
            function,
            [(CORNERS.copy(), y) for y in (OR.copy(), OR.astype(float), NAND.copy(), AND.copy())],
        )

    def test_bad_input_is_refused(self, function):
        """Wrong labels, an lr of 0 or below, and shapes that do not fit raise a ValueError."""
        X, y = CORNERS.copy(), OR.copy()
        for labels in ([-1, 1, 1, 1], [0, 1, 2, 1], [0.0, 1.0, 1.0, 0.5]):
            hint = f"here y is {labels}: every label must be 0 or 1"
            assert_rejects(function, X, np.array(labels), says="label", hint=hint)
        for lr in (0.0, -1.0):
            assert_rejects(function, X, y, lr=lr, says="lr", hint=f"lr is {lr}: refuse 0 too")
        column, stack = np.ones((4, 1)), np.ones((4, 2, 2))
        for rows, labels in ((X, y[:3]), (X[:3], y), (X, column), (np.ones(4), y), (stack, y)):
            hint = f"X has shape {rows.shape}, y {labels.shape}: look at ndim and at the lengths"
            assert_rejects(function, rows.copy(), labels.copy(), says="shape", hint=hint)
