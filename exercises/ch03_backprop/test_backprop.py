"""The public checks of chapter 3: worked numbers, shapes, types and refusals."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    generator,
    named_function,
    require,
)

OR_ROWS = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
OR = np.array([0.0, 1.0, 1.0, 1.0])
XOR_ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])
SQUARES = named_function("sum_of_squares")
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
        """The answer is one float, not an array."""
        cost = function(np.array([1.0, 2.0]), np.array([0.0, 4.0]))
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

    def test_cost_of_unsigned_integers(self, function):
        """The uint8 numbers 3 and 50 differ by -47, not by 209."""
        cost = function(np.array([3], np.uint8), np.array([50], np.uint8), "sum")
        assert_close(cost, 2209.0, hint="np.asarray(target, dtype=np.float64), the same for output")

    def test_input_is_left_alone(self, function):
        """Target and output are not changed."""
        assert_pure(function, [(np.array([1.0, 2.0]), np.array([3.0, -1.0]))])

    def test_bad_input_is_refused(self, function):
        """Unequal shapes and unknown reductions are refused with a ValueError."""
        x, column = np.ones(3), np.ones((3, 1))
        assert_rejects(function, x, column, says="shape", hint="compare the two shapes first")
        assert_rejects(function, x, x, "median", says="reduction", hint="end with a raise")


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

    def test_loss_of_large_logits(self, function):
        """Where 1000 wins over a right class of -1000 the loss is 2000."""
        loss = function(np.array([[1000.0, -1000.0]]), np.array([1]))
        assert_close(loss, 2000.0, hint="take the row's maximum off; never take the log of softmax")

    def test_bad_labels_are_refused(self, function):
        """Labels that are no class, or do not fit the rows, are refused with a ValueError."""
        logits, above, below = np.zeros((2, 3)), np.array([0, 3]), np.array([-1, 0])
        assert_rejects(function, logits, above, says="label", hint="the last class is C - 1")
        assert_rejects(function, logits, below, says="label", hint="-1 is no class either")
        assert_rejects(function, logits, np.array([0]), says="shape", hint="one label per row")


@pytest.mark.exercise("numerical_gradient")
class TestNumericalGradient:
    """Exercise 3.3."""

    @pytest.mark.gate
    def test_gradient_has_the_shape_of_x(self, function):
        """The gradient is a float64 array of x's shape."""
        for x in (np.ones(3), np.ones((2, 3)), np.array([1, 2])):
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
        """Integers in x count as floats: the gradient of Σx² at 1, -2 is 2, -4."""
        g = function(SQUARES, np.array([1, -2]))
        hint = "1 + h is cut off to 1 in an array of integers: make a copy of floats first"
        assert_close(g, np.array([2.0, -4.0]), atol=1e-7, hint=hint)

    def test_x_is_left_alone(self, function):
        """What x holds is not changed."""
        assert_pure(function, [(SQUARES, np.ones(3))])

    def test_step_of_0_is_refused(self, function):
        """A step of 0 is refused with a ValueError."""
        assert_rejects(function, SQUARES, np.ones(2), 0.0, says="h must be positive")


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

    def test_input_is_left_alone(self, function):
        """The old weights are not changed."""
        assert_pure(function, [(np.full(3, 0.1), OR_ROWS.copy(), OR.copy(), 0.01)])

    def test_other_shapes_are_refused(self, function):
        """Columns and lengths that do not fit are refused with a ValueError."""
        w, X, t = np.full(3, 0.1), OR_ROWS.copy(), OR.copy()
        column = np.ones((3, 1))  # NumPy takes it, and makes a table of the differences
        assert_rejects(function, w, np.eye(3), column, 0.1, says="shape", hint="t is (N,)")
        assert_rejects(function, w, X, t[:, None].copy(), 0.1, says="shape", hint="t is (N,)")
        assert_rejects(function, w, X[:, :2].copy(), t, 0.1, says="shape", hint="w is (D,)")


@pytest.mark.exercise("dense_backward")
class TestDenseBackward:
    """Exercise 3.5."""

    @pytest.mark.gate
    def test_three_gradients_come_back(self, function):
        """dX, dW and db have the shapes of X, W and b."""
        three = three_gradients(function(np.ones((4, 3)), np.ones((4, 2)), np.ones((2, 3))))
        shapes = {"dX": (4, 2), "dW": (2, 3), "db": (3,)}
        for seen, (name, shape) in zip(three, shapes.items(), strict=True):
            assert_type(seen, np.ndarray, hint="end with `return dX, dW, db`")
            message = f"{name} has shape {seen.shape}, not {shape}."
            require(seen.shape == shape, message, hint=f"{name} is shaped like {name[1:]}")

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

    def test_other_shapes_are_refused(self, function):
        """Arrays that do not fit together are refused with a ValueError."""
        dY, X, W, high = np.ones((4, 3)), np.ones((4, 2)), np.ones((2, 3)), np.ones((5, 3))
        assert_rejects(function, dY, X, high, says="shape", hint="W needs a row per column of X")
        assert_rejects(function, dY[0], X[0], W, says="shape", hint="a batch has two axes")


@pytest.mark.exercise("activation_backward")
class TestActivationBackward:
    """Exercise 3.6."""

    @pytest.mark.gate
    def test_relu_is_a_gate(self, function):
        """relu lets the gradient through where z is above 0, and stops it elsewhere."""
        dz = function(np.full(3, 3.0), np.array([-2.0, 0.0, 2.0]), "relu")
        assert_type(dz, np.ndarray, hint="dA times the slope, entry by entry")
        assert_close(dz, np.array([0.0, 0.0, 3.0]), hint="3 times the slopes 0, 0, 1")

    def test_tanh_on_the_way_back(self, function):
        """tanh at z = 0.5 turns an incoming 2 into 1.572895."""
        dz = function(np.array([[2.0]]), np.array([[0.5]]), "tanh")
        assert_close(dz, np.array([[1.572895]]), rtol=1e-6, hint="2 · (1 - tanh²(0.5))")

    def test_bad_input_is_refused(self, function):
        """Unequal shapes and unknown kinds are refused with a ValueError."""
        x, one = np.ones(3), np.ones(1)
        assert_rejects(function, x, one, "tanh", says="shape", hint="compare the two shapes first")
        assert_rejects(function, x, x, "cube", says="kind", hint="activation_derivative refuses it")


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

    def test_small_weights_guess(self, function):
        """With weights near 0 the loss of ten classes is near ln 10."""
        params = [(np.full((6, 8), 1e-4), np.zeros(8)), (np.full((8, 10), 1e-4), np.zeros(10))]
        loss, _ = loss_and_grads(function(np.eye(10, 6), np.arange(10), params))
        hint = "the loss is a mean over the rows, not a sum"
        assert_close(loss, np.log(10), atol=1e-3, hint=hint)

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

    def test_bad_input_is_refused(self, function):
        """Labels that are no class, and rows that do not fit, are refused with a ValueError."""
        X, y, params = np.ones((2, 3)), np.array([0, 1]), [(np.ones((3, 4)), np.zeros(4))]
        above = np.array([0, 4])
        assert_rejects(function, X, above, params, says="label", hint="the last class is C - 1")
        assert_rejects(function, X[:, :2], y, params, says="shape", hint="X needs 3 columns")


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

    def test_same_seed_same_network(self, function):
        """Two generators of the same seed train the same network."""
        case = (XOR_ROWS.copy(), XOR.copy(), [2, 5, 2], 0.3, 4, 3)
        _, one = params_and_losses(function(*case, generator(7)))
        _, other = params_and_losses(function(*case, generator(7)))
        assert_close(other, one, hint="draw from rng alone, not from np.random")

    def test_batch_size_of_0_is_refused(self, function):
        """A batch_size of 0 is refused with a ValueError."""
        case = (XOR_ROWS.copy(), XOR.copy(), [2, 5, 2], 0.3, 1, 0, generator(0))
        assert_rejects(function, *case, says="batch", hint="look before you train")


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

    def test_other_shapes_are_refused(self, function):
        """A w0 that is not a column of three is refused with a ValueError."""
        assert_rejects(function, np.full(3, 0.1), says="w0", hint="(3, 1), not (3,)")
