"""The public checks of chapter 3: worked numbers, shapes, types, refusals and manners."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_repeatable,
    assert_stable,
    assert_type,
    assert_vectorised,
    describe,
    generator,
    named_function,
    require,
)

OR_ROWS = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
OR = np.array([0.0, 1.0, 1.0, 1.0])
XOR_ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])
SQUARES = named_function("sum_of_squares")
CUBIC = named_function("cubic")  # of one entry: its third power
PRODUCTS = named_function("row_products")


def parts(answer, count, hint):
    """Return the parts of a tuple, once there are as many as there should be."""
    assert_type(answer, tuple, hint=hint)
    require(len(answer) == count, f"{len(answer)} things came back, not {count}.", hint=hint)
    return answer


def three_gradients(answer):
    """Return dX, dW and db, once they are three things."""
    return parts(answer, 3, "end with `return dX, dW, db`")


def loss_and_grads(answer):
    """Return the loss and the gradients, once they are two things."""
    return parts(answer, 2, "end with `return loss, grads`")


def params_and_losses(answer):
    """Return the params and the losses, once the losses are a list."""
    params, losses = parts(answer, 2, "end with `return params, losses`")
    assert_type(losses, list, hint="append one number per epoch to a list")
    return params, losses


def weights_and_losses(answer):
    """Return the weights and the losses, once the losses are a list."""
    w, losses = parts(answer, 2, "two things: w.numpy(), and the list")
    assert_type(losses, list, hint="append one loss per step to a list")
    return w, losses


def pairs(value, shapes, hint):
    """Return a list with one pair of arrays per layer, once its shapes are right."""
    assert_type(value, list, hint=hint)
    count = f"{len(value)} pairs came back, not {len(shapes)}."
    require(len(value) == len(shapes), count, hint=hint)
    for layer, (wanted, pair) in enumerate(zip(shapes, value, strict=True), 1):
        two = isinstance(pair, (tuple, list)) and len(pair) == 2
        require(two, f"Layer {layer} is not a pair of two arrays.", hint=hint)
        for seen, shape in zip(pair, wanted, strict=True):
            assert_type(seen, np.ndarray, hint=hint)
            message = f"Layer {layer} has an array of shape {seen.shape}, not {shape}."
            require(seen.shape == shape, message, hint=hint)
    return value


@pytest.mark.exercise("squared_error")
class TestSquaredError:
    """Exercise 3.1."""

    @pytest.mark.gate
    def test_cost_is_a_float(self, function):
        """The answer is one float, not an array, of float32 and of integers too."""
        for dtype in (np.float64, np.float32, np.int64):
            cost = function(np.array([1, 2], dtype), np.array([0, 4], dtype))
            assert_type(cost, float, hint="return float(...) of the finished sum")

    def test_cost_of_the_bank_example(self, function):
        """Target 10 and output 9 cost 0.5."""
        cost = function(np.array([10.0]), np.array([9.0]))
        assert_close(cost, 0.5, hint="half_sum is the default: half of (10 - 9)²")

    def test_three_reductions(self, function):
        """The differences -2, 3, 1 give half_sum 7, sum 14 and mean 4.6667."""
        target, output = np.array([1.0, 2.0, 0.0]), np.array([3.0, -1.0, -1.0])
        for reduction, cost in (("half_sum", 7.0), ("sum", 14.0), ("mean", 14 / 3)):
            seen = function(target.copy(), output.copy(), reduction)
            assert_close(seen, cost, hint=f"{reduction} of the squares 4, 9, 1")

    def test_tables_and_single_numbers(self, function):
        """1 2 3, 4 5 6 against zeros costs 91 as a sum; two arrays without axes cost one square."""
        table = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        for reduction, cost in (("half_sum", 45.5), ("sum", 91.0), ("mean", 91 / 6)):
            seen = function(table.copy(), np.zeros((2, 3)), reduction)
            hint = f"{reduction} of 1 + 4 + 9 + 16 + 25 + 36: all 6 entries count, not the 2 rows"
            assert_close(seen, cost, hint=hint)
        for reduction, cost in (("half_sum", 2.0), ("sum", 4.0), ("mean", 4.0)):
            seen = function(np.array(3.0), np.array(1.0), reduction)
            assert_close(
                seen, cost, hint=f"{reduction} of (3 - 1)²: an array without axes has no len"
            )

    def test_cost_of_integers(self, function):
        """The uint8 numbers 3 and 50 differ by -47, not by 209; 100 and -100 in int8 by 200."""
        hint = "np.asarray(target, dtype=np.float64), the same for output"
        pairs = [(np.uint8, 3, 50), (np.int8, 100, -100), (np.int64, 4_000_000_000, 0)]
        for dtype, target, output in pairs:
            square = float(target - output) ** 2
            for reduction, cost in (("half_sum", square / 2), ("sum", square), ("mean", square)):
                seen = function(np.array([target], dtype), np.array([output], dtype), reduction)
                assert_close(seen, cost, hint=f"{dtype.__name__}, {reduction}: {hint}")

    def test_input_is_left_alone(self, function):
        """Target and output are not changed, whatever the reduction."""
        for reduction in ("half_sum", "sum", "mean"):
            assert_pure(function, [(np.array([1.0, 2.0]), np.array([3.0, -1.0]), reduction)])

    def test_bad_input_is_refused(self, function):
        """Unequal shapes and unknown reductions are refused with a ValueError."""
        x, column = np.ones(3), np.ones((3, 1))
        for other in (column, np.ones(1), np.ones((1, 3)), np.array(1.0)):
            for reduction in ("half_sum", "sum", "mean"):
                hint = f"here target {x.shape}, output {other.shape}: compare the shapes first"
                assert_rejects(function, x, other, reduction, says="shape", hint=hint)
        hint = "(3, 1) and (1, 3) differ, though both hold three numbers"
        assert_rejects(function, column, np.ones((1, 3)), says="shape", hint=hint)
        for name in ("median", "half", "Sum", " sum ", ""):
            hint = f"{name!r} is none of the three names: end with a raise"
            assert_rejects(function, x, x, name, says="reduction", hint=hint)


@pytest.mark.exercise("softmax_cross_entropy")
class TestSoftmaxCrossEntropy:
    """Exercise 3.2."""

    @pytest.mark.gate
    def test_loss_is_a_float(self, function):
        """The answer is one float, the mean over the rows."""
        loss = function(np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([0, 1]))
        assert_type(loss, float, hint="return float(...) of the mean")

    def test_guessing_costs_the_logarithm_of_the_classes(self, function):
        """Ten equal logits cost ln 10 = 2.302585."""
        loss = function(np.zeros((1, 10)), np.array([3]))
        assert_close(loss, 2.302585, rtol=1e-6, hint="log(10 · e^0) - 0; np.log is ln")

    def test_loss_of_two_rows(self, function):
        """The rows 1, 2, 3 (class 2) and 1, 1, 1 (class 0) cost 0.753109 in the mean."""
        loss = function(np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]]), np.array([2, 0]))
        assert_close(loss, 0.753109, rtol=1e-5, hint="(0.407606 + 1.098612) / 2")

    def test_labels_of_any_integer_type(self, function):
        """Label 200 in uint8, the last of 201 classes, costs 0.009039 where it alone scores 10."""
        logits = np.zeros((1, 201))
        logits[0, 200] = 10.0
        loss = function(logits, np.array([200], dtype=np.uint8))
        hint = "log(200 · e⁰ + e¹⁰) - 10; 200 is -56 in int8: leave the labels as they are"
        assert_close(loss, 0.009039011, rtol=1e-6, hint=hint)

    def test_loss_of_large_logits(self, function):
        """Where 1000 wins over a right class of -1000 the loss is 2000; ties at ±1000 cost ln 2."""
        cases = [
            (np.array([[1000.0, -1000.0]]), np.array([1]), 2000.0),
            (np.array([[1000.0, 1000.0], [-1000.0, -1000.0]]), np.array([1, 0]), 0.69314718),
            (np.array([[1001.0, 1000.0]]), np.array([0]), 0.31326169),
        ]
        for logits, y, wanted in cases:
            loss = function(logits.copy(), y.copy())
            hint = "take each row's own maximum off; never take the log of softmax"
            assert_close(loss, wanted, rtol=1e-7, hint=hint)
            hint += "; in float32 the maximum, once taken off, is not added again"
            case = logits, y
            assert_stable(function, lambda _, y, loss=wanted: loss, [case], rtol=2e-6, hint=hint)

    def test_manners(self, function):
        """logits and y stay as they were, and no Python loop goes over the rows."""
        assert_pure(function, [(np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([0, 1]))])
        hint = "logits[np.arange(N), y] picks each row's own entry"
        assert_vectorised(function, lambda n: (np.ones((n, 3)), np.arange(n) % 3), hint=hint)

    def test_bad_labels_are_refused(self, function):
        """Labels that are no class, or do not fit the rows, are refused with a ValueError."""
        logits = np.zeros((2, 3))
        for labels in ([0, 3], [3, 0], [-1, 0], [0, -1]):
            hint = f"y is {labels}: the classes are 0, 1, 2, and C is 3"
            assert_rejects(function, logits.copy(), np.array(labels), says="label", hint=hint)
        square, two = np.zeros((2, 2)), np.array([0, 1])
        flawed = [(logits, two[:1]), (logits, np.array([0, 1, 2])), (square, np.array([[0], [1]]))]
        flawed += [(logits[:1], np.array(0)), (square, np.eye(2, dtype=int)), (logits[0], two[:1])]
        flawed += [(np.zeros(2), two), (np.zeros((2, 3, 3)), two), (np.zeros((2, 2, 2)), two)]
        for rows, y in flawed:
            hint = f"logits {rows.shape}, y {y.shape}: two axes, and one label per row"
            assert_rejects(function, rows.copy(), y.copy(), says="shape", hint=hint)


@pytest.mark.exercise("numerical_gradient")
class TestNumericalGradient:
    """Exercise 3.3."""

    @pytest.mark.gate
    def test_gradient_has_the_shape_of_x(self, function):
        """The gradient is a float64 array of x's shape."""
        for x in (np.ones(3), np.ones((2, 3)), np.array([1, 2]), np.ones(2, dtype=np.float32)):
            g = function(SQUARES, x)
            assert_type(g, np.ndarray, hint="start from np.zeros(x.shape)")
            message = f"x {x.shape} gave a gradient {g.shape}."
            require(g.shape == x.shape, message, hint="one per entry")
            hint = "np.zeros makes float64, zeros_like keeps x's"
            assert_equal(g.dtype, np.dtype("float64"), hint=hint)

    def test_sum_of_squares(self, function):
        """The gradient of Σx² at 1, -2, 0.5 is 2, -4, 1."""
        g = function(SQUARES, np.array([1.0, -2.0, 0.5]))
        hint = "(f(x + h) - f(x - h)) / (2 * h)"
        assert_close(g, np.array([2.0, -4.0, 1.0]), atol=1e-7, hint=hint)

    def test_table(self, function):
        """2 · 3 + 4 · 5 as a table [[2, 3], [4, 5]] has the slopes [[3, 2], [5, 4]]."""
        g = function(PRODUCTS, np.array([[2.0, 3.0], [4.0, 5.0]]))
        expected = np.array([[3.0, 2.0], [5.0, 4.0]])
        assert_close(g, expected, atol=1e-7, hint="move one entry only, and give f the whole table")

    def test_whole_numbers(self, function):
        """Integers and float32 count as float64: the gradient of Σx² at 1, -2 is 2, -4."""
        g = function(SQUARES, np.array([1, -2]))
        hint = "1 + h is cut off to 1 in an array of integers: make a copy of floats first"
        assert_close(g, np.array([2.0, -4.0]), atol=1e-7, hint=hint)
        g = function(SQUARES, np.array([1.0, -2.0], dtype=np.float32))
        hint = "1 + h loses its digits in float32: make a copy of float64 first"
        assert_close(g, np.array([2.0, -4.0]), atol=1e-7, hint=hint)

    def test_step_is_used_as_given(self, function):
        """x³ at 2 has the slope 12: measured with h = 1 it is 13, with h = 0.5 it is 12.25."""
        for x in (np.array([2.0]), np.array([2])):
            for h, slope in ((1.0, 13.0), (0.5, 12.25)):
                g = function(CUBIC, x.copy(), h)
                hint = "(3³ - 1³) / 2 = 13, and (2.5³ - 1.5³) / 1 = 12.25: use h as it is given"
                assert_close(g, np.array([slope]), hint=hint)

    def test_x_is_left_alone(self, function):
        """What x holds is not changed."""
        assert_pure(function, [(SQUARES, np.ones(3))])

    def test_step_of_0_is_refused(self, function):
        """A step of 0 or below is refused with a ValueError."""
        for h in (0.0, -0.5):
            hint = f"h is {h}: refuse it before you measure"
            assert_rejects(function, SQUARES, np.ones(2), h, says="h must be positive", hint=hint)


@pytest.mark.exercise("delta_rule_step")
class TestDeltaRuleStep:
    """Exercise 3.4."""

    @pytest.mark.gate
    def test_one_step_on_or(self, function):
        """From 0.1 everywhere one step with lr 0.01 leads to 0.115, 0.115, 0.122."""
        w = function(np.full(3, 0.1), OR_ROWS.copy(), OR.copy(), 0.01)
        assert_type(w, np.ndarray, hint="the new weights, an array like w")
        expected = np.array([0.115, 0.115, 0.122])
        assert_close(w, expected, hint="the errors are -0.1, 0.8, 0.8, 0.7; add them up per input")

    def test_weights_rest_at_the_solution(self, function):
        """Where every answer is right the weights stay."""
        w = np.array([2.0, -1.0])
        X, t = np.array([[1.0, 0.0], [3.0, 2.0]]), np.array([2.0, 4.0])
        new = function(w.copy(), X, t, 0.5)
        assert_close(new, w, hint="the errors t - X @ w are all 0 here")

    def test_integers_count_as_floats(self, function):
        """In uint8, inputs 200 and 100 under weights 1 and 1 give 300; the answer is float64."""
        w, X = np.array([1, 1], dtype=np.uint8), np.array([[200, 100]], dtype=np.uint8)
        new = function(w, X, np.array([44], dtype=np.uint8), 0.01)
        hint = "the error is 44 - 300 = -256, and the step 0.01 · (-256) · [200, 100]: floats first"
        assert_close(new, np.array([-511.0, -255.0]), hint=hint)
        single = [a.astype(np.float32) for a in (np.zeros(1), np.ones((1, 1)), np.ones(1))]
        new = function(*single, 0.25)
        assert_close(new, np.array([0.25]), hint="from 0 a quarter of the error 1")
        assert_equal(new.dtype, np.dtype("float64"), hint="make float64 of w, X and t first")

    def test_input_is_left_alone(self, function):
        """w, X and t are not changed, and the new weights are another array, at rest too."""
        at_rest = np.array([2.0, -1.0]), np.array([[1.0, 0.0], [3.0, 2.0]]), np.array([2.0, 4.0])
        case = np.full(3, 0.1), OR_ROWS.copy(), OR.copy()
        assert_pure(function, [(*case, 0.01), (*at_rest, 0.5)])

    def test_other_shapes_are_refused(self, function):
        """Columns and lengths that do not fit are refused with a ValueError."""
        w, X, t = np.full(3, 0.1), OR_ROWS, OR
        column = np.ones((3, 1))  # NumPy takes it, and makes a table of the differences
        flawed = [(w, np.eye(3), column), (w, X, t[:, None]), (w, X, t[:3]), (w, X, np.array(1.0))]
        flawed += [(w, X[:, :2], t), (w[:, None], X, t), (w[:1], X, t), (np.array(0.1), X, t)]
        flawed += [(w, X[0], t[:1]), (w, np.ones((3, 3, 3)), t[:3]), (np.array(0.1), t, t)]
        flawed += [(w, X[:1], np.array(1.0)), (np.array(0.1), X[:, :1], t)]
        flawed += [(np.ones((3, 2)), np.ones((4, 3, 2)), t)]
        for w, X, t in flawed:
            hint = f"w {w.shape}, X {X.shape}, t {t.shape}: w is (D,), X (N, D), t (N,)"
            assert_rejects(function, w.copy(), X.copy(), t.copy(), 0.1, says="shape", hint=hint)


@pytest.mark.exercise("dense_backward")
class TestDenseBackward:
    """Exercise 3.5."""

    @pytest.mark.gate
    def test_three_gradients_come_back(self, function):
        """dX, dW and db have the shapes of X, W and b."""
        three = three_gradients(function(np.ones((4, 3)), np.ones((4, 2)), np.ones((2, 3))))
        shapes = {"dX": (4, 2), "dW": (2, 3), "db": (3,)}
        for seen, (name, shape) in zip(three, shapes.items(), strict=True):
            hint = f"{name} is shaped like {name[1:]}; end with `return dX, dW, db`, in this order"
            is_array = isinstance(seen, np.ndarray)
            require(is_array, f"{name} is no array, but {describe(seen)}.", hint=hint)
            message = f"{name} has shape {seen.shape}, not {shape}."
            require(seen.shape == shape, message, hint=hint)

    def test_output_layer_of_the_bank_example(self, function):
        """From dY = -1 the output layer gets dW = [-5, -1] and sends dX = [-2, 1] back."""
        answer = function(np.array([[-1.0]]), np.array([[5.0, 1.0]]), np.array([[2.0], [-1.0]]))
        dX, dW, db = three_gradients(answer)
        assert_close(dW, np.array([[-5.0], [-1.0]]), hint="inputs 5 and 1, times -1: X.T @ dY")
        assert_close(dX, np.array([[-2.0, 1.0]]), hint="-1 times the weights 2 and -1: dY @ W.T")
        assert_close(db, np.array([-1.0]), hint="the sum of dY over its rows")

    def test_hidden_layer_of_the_bank_example(self, function):
        """One layer down, dY = [-2, 1] and X = [2, 3] give dW = [[-4, 2], [-6, 3]]."""
        dY, X = np.array([[-2.0, 1.0]]), np.array([[2.0, 3.0]])
        W = np.array([[1.0, -1.0], [1.0, 1.0]])
        _, dW, _ = three_gradients(function(dY, X, W))
        assert_close(dW, np.array([[-4.0, 2.0], [-6.0, 3.0]]), hint="each input times each dY")

    def test_two_rows_add_up(self, function):
        """With the two rows dY = 1, 3 and X = 2, 4 the sums are dW = 14 and db = 4."""
        dY, X, W = np.array([[1.0], [3.0]]), np.array([[2.0], [4.0]]), np.array([[1.0]])
        _, dW, db = three_gradients(function(dY, X, W))
        assert_close(dW, np.array([[14.0]]), hint="2·1 + 4·3: a sum over the rows, nothing divided")
        assert_close(db, np.array([4.0]), hint="1 + 3: a sum over the rows, not their mean")

    def test_manners(self, function):
        """dY, X and W stay as they were, and no Python loop goes over the rows."""
        dY, X, W = np.array([[1.0], [3.0]]), np.array([[2.0], [4.0]]), np.array([[1.0]])
        assert_pure(function, [(dY, X, W)])
        hint = "X.T @ dY adds the products of all rows in one step"
        assert_vectorised(
            function, lambda n: (np.ones((n, 2)), np.ones((n, 3)), np.ones((3, 2))), hint=hint
        )

    def test_other_shapes_are_refused(self, function):
        """Arrays that do not fit together are refused with a ValueError."""
        dY, X, W = np.ones((4, 3)), np.ones((4, 2)), np.ones((2, 3))
        flawed = [(dY, X, np.ones((5, 3))), (dY, X, np.ones((2, 4))), (dY, np.ones((4, 3)), W)]
        flawed += [(np.ones((5, 3)), X, W), (np.ones((4, 2)), X, W), (dY[:3], X, W)]
        flawed += [(dY[0], X[0], W), (dY[0], X[:1], W), (dY[:1], X[0], W), (dY, X, W[0])]
        flawed += [
            (dY[:, 0], X, W[:, :1]),
            (dY[:, :1], X, W[:, 0]),
            (dY[:, :1], X[:, 0], W[:1, :1]),
        ]
        flawed += [(np.ones(2), np.ones(2), np.ones((2, 2)))]
        for dY, X, W in flawed:
            hint = f"dY {dY.shape}, X {X.shape}, W {W.shape}: they are (N, M), (N, D) and (D, M)"
            assert_rejects(function, dY.copy(), X.copy(), W.copy(), says="shape", hint=hint)


@pytest.mark.exercise("activation_backward")
class TestActivationBackward:
    """Exercise 3.6."""

    @pytest.mark.gate
    def test_relu_is_a_gate(self, function):
        """relu lets the gradient through where z is above 0, and stops it elsewhere."""
        dz = function(np.array([3.0, 3.0, 3.0, -4.0]), np.array([-2.0, 0.0, 2.0, 8.0]), "relu")
        assert_type(dz, np.ndarray, hint="dA times the slope, entry by entry")
        hint = "3 times the slopes 0, 0, 1; a negative gradient passes as well"
        assert_close(dz, np.array([0.0, 0.0, 3.0, -4.0]), hint=hint)

    def test_every_kind_on_the_way_back(self, function):
        """An incoming 2 is doubled slope: tanh at z = 0.5 makes 1.572895 of it, step makes 0."""
        doubled = {  # at z = -0.5, 0 and 0.5
            "linear": [2.0, 2.0, 2.0],
            "step": [0.0, 0.0, 0.0],
            "sigmoid": [0.470007, 0.5, 0.470007],
            "tanh": [1.572895, 2.0, 1.572895],
            "relu": [0.0, 0.0, 2.0],
            "softplus": [0.755081, 1.0, 1.244919],
            "elu": [1.213061, 2.0, 2.0],
        }
        for kind, wanted in doubled.items():
            dz = function(np.full((1, 3), 2.0), np.array([[-0.5, 0.0, 0.5]]), kind)
            hint = f"{kind}: 2 times activation_derivative at z, not at the activation"
            assert_close(dz, np.array([wanted]), rtol=2e-6, hint=hint)

    def test_single_numbers_and_large_ones(self, function):
        """Arrays without axes are legal; 2 times the slopes of softplus at ±1000 are 0 and 2."""
        dz = function(np.array(2.0), np.array(0.5), "tanh")
        hint = "work on whole arrays: an array without axes has no len"
        assert_close(dz, np.array(1.572895), rtol=1e-6, hint=hint)
        for kind, ends in (("softplus", [0.0, 2.0]), ("sigmoid", [0.0, 0.0]), ("elu", [0.0, 2.0])):
            dz = function(np.full(2, 2.0), np.array([-1000.0, 1000.0]), kind)
            assert_close(
                dz, np.array(ends), hint=f"{kind}: activation_derivative does not overflow"
            )

    def test_input_is_left_alone(self, function):
        """dA and z are not changed, and the answer is another array, for linear too."""
        for kind in ("linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu"):
            for dA in (np.array([3.0, -3.0]), np.zeros(2)):
                assert_pure(function, [(dA, np.array([2.0, -0.5]), kind)])

    def test_bad_input_is_refused(self, function):
        """Unequal shapes and unknown kinds are refused with a ValueError."""
        x = np.ones(3)
        for other in (np.ones(1), np.ones((3, 1)), np.ones((3, 3)), np.array(1.0)):
            for kind in ("tanh", "step", "relu", "linear"):
                hint = f"dA {x.shape}, z {other.shape}: compare the two shapes first"
                assert_rejects(function, x, other, kind, says="shape", hint=hint)
        hint = "(3, 1) and (3, 4) differ: compare the whole shapes, not the lengths"
        assert_rejects(function, np.ones((3, 1)), np.ones((3, 4)), "tanh", says="shape", hint=hint)
        for kind in ("cube", "relu6", "Relu", " relu", ""):
            hint = f"{kind!r}: activation_derivative refuses it: let it"
            assert_rejects(function, x, x, kind, says="kind", hint=hint)


@pytest.mark.exercise("backprop")
class TestBackprop:
    """Exercise 3.7."""

    @pytest.mark.gate
    def test_one_gradient_per_parameter(self, function):
        """The loss is a float, and every W and b has a gradient of its shape."""
        params = [(np.ones((4, 3)), np.zeros(3)), (np.ones((3, 2)), np.zeros(2))]
        answer = function(np.ones((5, 4)), np.array([0, 1, 1, 0, 1]), params)
        loss, grads = loss_and_grads(answer)
        assert_type(loss, float, hint="what softmax_cross_entropy returns")
        shapes = [((4, 3), (3,)), ((3, 2), (2,))]
        pairs(grads, shapes, "one tuple (dW, db) per layer, the first first")

    def test_one_layer_by_hand(self, function):
        """One layer of zeros on [1, 2] with label 0: loss ln 2, dW [[-0.5, 0.5], [-1, 1]]."""
        answer = function(np.array([[1.0, 2.0]]), np.array([0]), [(np.zeros((2, 2)), np.zeros(2))])
        loss, grads = loss_and_grads(answer)
        assert_close(loss, 0.693147, rtol=1e-6, hint="two equal logits: ln 2")
        ((dW, db),) = pairs(grads, [((2, 2), (2,))], "a list with one tuple (dW, db)")
        expected = np.array([[-0.5, 0.5], [-1.0, 1.0]])
        assert_close(dW, expected, hint="at the logits: softmax - one_hot = [-0.5, 0.5]")
        assert_close(db, np.array([-0.5, 0.5]), hint="the sum over the rows of the same")
        params = [(np.full((6, 8), 1e-4), np.zeros(8)), (np.full((8, 10), 1e-4), np.zeros(10))]
        loss, _ = loss_and_grads(function(np.eye(10, 6), np.arange(10), params))
        hint = "weights near 0, ten classes: ln 10; the loss is a mean over the rows, not a sum"
        assert_close(loss, np.log(10), atol=1e-3, hint=hint)

    def test_two_rows_and_other_weights(self, function):
        """Two rows of label 0 add up; logits 1 and 0 cost 0.313262, also for a label in uint8."""
        X, y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0, 0], dtype=np.uint8)
        _, grads = loss_and_grads(function(X, y, [(np.zeros((2, 2)), np.zeros(2))]))
        ((dW, db),) = pairs(grads, [((2, 2), (2,))], "a list with one tuple (dW, db)")
        hint = "at the logits [-0.25, 0.25] in each row: the 1/N is in it already, so rows add up"
        assert_close(dW, np.array([[-1.0, 1.0], [-1.5, 1.5]]), hint=hint)
        assert_close(db, np.array([-0.5, 0.5]), hint=hint)
        W, b = np.array([[1.0, -1.0], [0.0, 1.0]]), np.array([0.0, -1.0])
        loss, grads = loss_and_grads(function(np.array([[1.0, 2.0]]), y[:1], [(W, b)]))
        assert_close(loss, 0.313262, rtol=2e-6, hint="ln(1 + e⁻¹): no other term belongs to it")
        ((dW, db),) = pairs(grads, [((2, 2), (2,))], "a list with one tuple (dW, db)")
        hint = "softmax - one_hot is [-0.268941, 0.268941] here"
        assert_close(db, np.array([-0.268941, 0.268941]), rtol=2e-6, hint=hint)
        expected = np.array([[-0.268941, 0.268941], [-0.537883, 0.537883]])
        assert_close(dW, expected, rtol=2e-6, hint=hint)

    def test_gate_is_closed_at_zero(self, function):
        """A row of zeros has hidden scores of exactly 0: nothing reaches the first layer."""
        params = [(np.ones((2, 2)), np.zeros(2)), (np.eye(2), np.zeros(2))]
        _, grads = loss_and_grads(function(np.zeros((1, 2)), np.array([0]), params))
        shapes = [((2, 2), (2,))] * 2
        (_, db1), (_, db2) = pairs(grads, shapes, "one tuple (dW, db) per layer, the first first")
        assert_close(db2, np.array([-0.5, 0.5]), hint="at the logits: softmax - one_hot")
        assert_close(db1, np.zeros(2), hint="the slope of relu at 0 is 0: Z > 0, not Z >= 0")

    def test_large_logits(self, function):
        """Logits of ±1000 have a finite loss and right gradients, without an overflow."""
        ups_and_downs = np.array([[1.0], [-1.0]])
        cases = [  # X, y, W, then the loss, dW, db
            (ups_and_downs, [1, 1], [[1000.0, -1000.0]], 1000.0, [[0.5, -0.5]], [0.5, -0.5]),
            (ups_and_downs, [0, 1], [[1000.0, 1000.0]], 0.693147, [[-0.5, 0.5]], [0.0, 0.0]),
            (np.ones((1, 1)), [0], [[1000.0, 998.0]], 0.126928, None, [-0.119203, 0.119203]),
        ]
        hint = "softmax and loss take each row's own maximum off; nothing is clipped"
        for X, y, W, loss, dW, db in cases:
            wanted = loss, [(np.array(dW or [db]), np.array(db))]
            case = X, np.array(y), [(np.array(W), np.zeros(2))]
            assert_close(function(*case), wanted, rtol=1e-5, atol=1e-6, hint=hint)
            options = {"rtol": 1e-3, "atol": 1e-3, "hint": hint}  # float32 has fewer digits
            assert_stable(function, lambda *_, answer=wanted: answer, [case], **options)

    def test_gradient_of_one_weight(self, function):
        """A weight's gradient is the change of the loss when it moves a little."""
        X, y = np.array([[1.0, -0.5], [0.3, 0.8], [-0.4, 0.6]]), np.array([1, 0, 1])
        W1, W2 = np.array([[0.5, -0.3], [0.2, 0.7]]), np.array([[1.0, -1.0], [0.4, 0.6]])
        b1, b2 = np.array([0.1, -0.1]), np.array([0.0, 0.2])

        def at(weight):
            moved = W1.copy()
            moved[0, 1] = weight
            answer = function(X.copy(), y.copy(), [(moved, b1.copy()), (W2.copy(), b2.copy())])
            loss, grads = loss_and_grads(answer)
            assert_type(loss, float, hint="what softmax_cross_entropy returns")
            shapes = [((2, 2), (2,)), ((2, 2), (2,))]
            return loss, pairs(grads, shapes, "one tuple (dW, db) per layer, the first first")

        (above, _), (below, _), (_, grads) = at(-0.3 + 1e-5), at(-0.3 - 1e-5), at(-0.3)
        dW1, _ = grads[0]
        slope = (above - below) / 2e-5
        hint = "through the relu of the hidden layer: activation_backward with that layer's Z"
        assert_close(dW1[0, 1], slope, rtol=1e-5, atol=1e-8, hint=hint)

    def test_input_is_left_alone(self, function):
        """X, y and params are not changed, and a second call answers alike."""
        params = [(np.array([[1.0, -1.0]]), np.ones(2)), (np.eye(2), np.zeros(2))]
        assert_pure(function, [(np.array([[1.0], [3.0]]), np.array([0, 1]), params)])

    def test_bad_input_is_refused(self, function):
        """Labels that are no class, and rows that do not fit, are refused with a ValueError."""
        X, y, params = np.ones((2, 3)), np.array([0, 1]), [(np.ones((3, 4)), np.zeros(4))]
        for labels in ([0, 4], [-1, 0]):
            hint = f"y is {labels}: the classes are 0 to 3"
            assert_rejects(function, X, np.array(labels), params, says="label", hint=hint)
        flawed = [(X[:, :2], y), (np.ones((2, 5)), y), (X[0], y[:1]), (np.ones((2, 3, 1)), y)]
        flawed += [(X, y[:1]), (X, np.array([0, 1, 2])), (X, y[:, None]), (X[:1], np.array(0))]
        flawed += [(np.ones((2, 1, 3)), y), (np.ones(3), y[:1])]
        for X, y in flawed:
            hint = f"X {X.shape}, y {y.shape}: X needs 3 columns, y one label per row"
            assert_rejects(function, X.copy(), y.copy(), params, says="shape", hint=hint)


@pytest.mark.exercise("train_mlp")
class TestTrainMlp:
    """Exercise 3.8."""

    @pytest.mark.gate
    def test_params_and_losses_come_back(self, function):
        """The params have the shapes of the sizes, and there is one loss per epoch."""
        answer = function(XOR_ROWS.copy(), XOR.copy(), [2, 5, 2], 0.1, 3, 2, generator(0))
        params, losses = params_and_losses(answer)
        pairs(params, [((2, 5), (5,)), ((5, 2), (2,))], "one tuple (W, b) per layer")
        require(len(losses) == 3, f"{len(losses)} losses for 3 epochs.", hint="one loss per epoch")
        for loss in losses:
            assert_type(loss, float, hint="float(...) of the epoch's mean")

    def test_learns_xor(self, function):
        """XOR, which no single neuron can learn, is learned with 8 hidden units."""
        answer = function(XOR_ROWS.copy(), XOR.copy(), [2, 8, 2], 0.5, 300, 4, generator(0))
        _, losses = params_and_losses(answer)
        message = f"The last loss is {losses[-1]:.3f}."
        require(losses[-1] < 0.1, message, hint="W - lr * dW per batch", curve=losses)

    def test_memorises_50_rows(self, function):
        """Fifty rows with random labels are learned by heart."""
        rng = np.random.default_rng(1)
        X, y = rng.normal(size=(50, 20)), rng.integers(0, 3, 50)
        _, losses = params_and_losses(function(X, y, [20, 32, 3], 0.2, 60, 8, generator(0)))
        message = f"The last loss is {losses[-1]:.3f}."
        require(losses[-1] < 0.1, message, hint="one update per batch", curve=losses)

    def test_epoch_by_hand(self, function):
        """Seven rows of zeros in batches of 3, 3, 1 have the losses 0.459119, then 0.120134.

        Only b moves. With lr = 1 the first batch costs ln 2 and moves b to [0.5, -0.5], so the
        second costs ln(1 + e⁻¹) = 0.313262, and so on; each batch counts by its rows.
        """
        y = np.zeros(7, dtype=np.uint8)
        answer = function(np.zeros((7, 1)), y, [1, 2], 1.0, 2, 3, generator(0))
        params, losses = params_and_losses(answer)
        hint = (
            "3 · 0.693147 + 3 · 0.313262 + 1 · the third, divided by 7: one update after each batch"
        )
        assert_close(losses, [0.459119321, 0.120134440], rtol=1e-6, hint=hint)
        ((_, b),) = pairs(params, [((1, 2), (2,))], "one tuple (W, b) per layer")
        hint = "b -= lr * db after every batch, the short one too"
        assert_close(b, np.array([1.266978678, -1.266978678]), rtol=1e-6, hint=hint)
        _, losses = params_and_losses(
            function(np.zeros((2, 1)), y[:2], [1, 2], 1.0, 1, 1, generator(0))
        )
        hint = "a batch_size of 1 is legal: (0.693147 + 0.313262) / 2"
        assert_close(losses, [0.503204434], rtol=1e-6, hint=hint)

    def test_one_step_from_the_start(self, function):
        """Three equal rows, one step: W and b of both layers move from init_params(sizes, rng).

        Layer 1 starts at W = [[0.48873, 1.161944]]; a batch_size of 4, above the 3 rows, is legal.
        """
        X, y = np.full((3, 1), 2.0), np.array([1, 1, 1])  # no order can matter
        answer = function(X, y, [1, 2, 2], 0.5, 1, 4, generator(1))
        params, losses = params_and_losses(answer)
        pairs(params, [((1, 2), (2,)), ((2, 2), (2,))], "one tuple (W, b) per layer")
        hint = "call init_params(sizes, rng) before anything else is drawn from rng"
        assert_close(losses, [2.730782060], rtol=1e-6, hint=hint)
        expected = [
            (np.array([[-1.038405886, 0.732873260]]), np.array([-0.763567869, -0.214535131])),
            (
                np.array([[-0.126443080, -0.846277076], [-0.180865766, 1.532596205]]),
                np.array([-0.467415848, 0.467415848]),
            ),
        ]
        hint = "take all gradients from backprop first, then every W and b: minus lr times its own"
        for layer, wanted in zip(params, expected, strict=True):
            for seen, part in zip(layer, wanted, strict=True):
                assert_close(seen, part, rtol=1e-6, hint=hint)

    def test_order_is_new_in_every_epoch(self, function):
        """Rows 0 to 3 in batches of 2: each row once, in an order from rng, another in each epoch.

        X is 0 and the labels are 0 to 3, so b shows which two rows came last: theirs is larger.
        """
        case = np.zeros((4, 1)), np.arange(4), [1, 4], 1.0
        last_two, second = set(), set()
        hint = (
            "order = rng.permutation(N) inside the epoch loop; rows = order[start : start + size]"
        )
        for seed in range(30):
            params, _ = params_and_losses(function(*case, 1, 2, generator(seed)))
            ((_, b),) = pairs(params, [((1, 4), (4,))], "one tuple (W, b) per layer")
            once = np.array([-0.06123, -0.06123, 0.06123, 0.06123])
            assert_close(np.sort(b), once, atol=1e-5, hint=f"each row once per epoch: {hint}")
            last_two.add(tuple(np.flatnonzero(b > 0)))
            _, losses = params_and_losses(function(*case, 2, 2, generator(seed)))
            assert_close(losses, [1.526759, 1.528], rtol=0.01, hint=hint)
            second.add(round(losses[1], 6))
        message = f"30 generators gave {len(last_two)} of the 6 ways to choose the last two rows."
        require(len(last_two) > 4, message, hint=hint)
        message = "The second epoch takes its batches as the first did, for all of 30 generators."
        require(len(second) > 1, message, hint=hint)

    def test_manners(self, function):
        """One seed trains one network, another seed another; X, y and sizes stay as they were."""
        X, y, sizes = XOR_ROWS.copy(), XOR.copy(), [2, 5, 2]
        hint = "draw from rng alone, not from np.random"
        assert_repeatable(function, lambda rng: (X, y, sizes, 0.3, 4, 3, rng), seed=7, hint=hint)
        hint = "rng.shuffle changes X itself: X[order] does not"
        assert_pure(function, [(X, y, sizes, 0.3, 2, 3, generator(7))], hint=hint)

    def test_batch_size_of_0_is_refused(self, function):
        """A batch_size below 1 is refused with a ValueError."""
        for size in (0, -1):
            case = (XOR_ROWS.copy(), XOR.copy(), [2, 5, 2], 0.3, 1, size, generator(0))
            hint = f"batch_size is {size}: look before you train"
            assert_rejects(function, *case, says="batch", hint=hint)


@pytest.mark.exercise("fit_or_gate")
class TestFitOrGate:
    """Exercise 3.9."""

    @pytest.mark.gate
    def test_first_losses(self, function):
        """From 0.1 everywhere the first loss is 1.78, the second 1.430104."""
        w, losses = weights_and_losses(function(np.full((3, 1), 0.1), steps=1))
        assert_type(w, np.ndarray, hint="w.numpy() makes an array of a tf.Variable")
        message = f"w has shape {w.shape}, not (3, 1)."
        require(w.shape == (3, 1), message, hint="keep the shape of w0")
        count = f"{len(losses)} losses for 1 step."
        require(len(losses) == 2, count, hint="one more after the last")
        for loss in losses:
            assert_type(loss, float, hint="float(loss)")
        hint = "the sum, not the mean, of 4 squares"
        assert_close(losses, [1.78, 1.430104], rtol=1e-4, hint=hint)

    def test_learns_or_in_100_steps(self, function):
        """After 100 steps the loss is 0.255698 and w is 0.448382, 0.448382, 0.311226."""
        w, losses = weights_and_losses(function(np.full((3, 1), 0.1)))
        count = f"{len(losses)} losses for 100 steps."
        require(len(losses) == 101, count, hint="steps + 1 of them")
        assert_close(losses[-1], 0.255698, rtol=1e-4, hint="plain descent: w -= lr * gradient")
        expected = np.array([[0.448382], [0.448382], [0.311226]])
        assert_close(w, expected, rtol=1e-4, hint="the bias is the third weight: ones in column 3")

    def test_relu_and_learning_rate(self, function):
        """From 0.5, 0.5, -0.6 three sums are below 0: with lr = 0.1 the losses are 2.36, 1.5368."""
        w0 = np.array([[0.5], [0.5], [-0.6]])
        w, losses = weights_and_losses(function(w0, steps=1, lr=0.1))
        hint = "relu makes 0 of -0.6 and -0.1; only the last row, 0.4, has a slope: 2 · 0.6"
        assert_close(losses, [2.36, 1.5368], rtol=1e-4, hint=hint)
        hint = "every weight moves by lr · 1.2 = 0.12"
        assert_close(w, np.array([[0.62], [0.62], [-0.48]]), rtol=1e-4, hint=hint)

    def test_w0_is_left_alone(self, function):
        """w0 is not changed, and w is another array, after 0 steps too."""
        for steps in (0, 1):
            assert_pure(
                function, [(np.full((3, 1), 0.1), steps)], hint="return a copy, for 0 steps too"
            )

    def test_other_shapes_are_refused(self, function):
        """A w0 that is not a column of three is refused with a ValueError."""
        for shape in ((3,), (1, 3), (3, 2), (4, 1), (3, 1, 1)):
            hint = f"the shape must be (3, 1), not {shape}"
            assert_rejects(function, np.full(shape, 0.1), says="w0", hint=hint)
