"""The public checks of chapter 2: worked numbers, shapes, types and refusals."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    generator,
    require,
)

BANK = np.array([[2.0, 3.0]])  # 2 family members, 3 accounts
OTHER = np.array([[3.0, 2.0]])
W1 = np.array([[1.0, -1.0], [1.0, 1.0]])  # column 0 belongs to node i, column 1 to node j
W2 = np.array([[2.0], [-1.0]])  # from i and j to node k
B1, B2 = np.zeros(2), np.zeros(1)


def bank_network():
    """Return fresh parameters of the bank example."""
    return [(W1.copy(), B1.copy()), (W2.copy(), B2.copy())]


def propagated(function, X, params, activations):
    """Return what a network answers to X, once it is two things."""
    answer = function(X.copy(), params, activations)
    assert_type(answer, tuple, hint="end with `return A, caches`")
    require(len(answer) == 2, f"{len(answer)} things came back, not 2.", hint="A, caches")
    return answer


@pytest.mark.exercise("dense_forward")
class TestDenseForward:
    """Exercise 2.1."""

    def test_hidden_layer_of_the_bank_example(self, function):
        """The row [2, 3] gives the two hidden scores 5 and 1."""
        Z = function(BANK.copy(), W1.copy(), B1.copy())
        assert_close(Z, np.array([[5.0, 1.0]]), hint="2·1 + 3·1, then 2·(-1) + 3·1: columns of W")

    def test_every_row_gets_the_bias(self, function):
        """Three rows of zeros give the bias three times."""
        Z = function(np.zeros((3, 2)), W1.copy(), np.array([0.5, -2.0]))
        assert_close(Z, np.array([[0.5, -2.0]] * 3), hint="X @ W + b: b is added to every row")

    def test_sizes_that_all_differ(self, function):
        """X of shape (7, 5) and W of shape (5, 3) give (7, 3)."""
        Z = function(np.ones((7, 5)), np.ones((5, 3)), np.zeros(3))
        assert_close(Z, np.full((7, 3), 5.0), hint="W stays as it is: (7, 5) times (5, 3)")

    def test_float32_is_kept(self, function):
        """float32 in gives float32 out; integers give float64."""
        single = [part.astype(np.float32) for part in (BANK, W1, B1)]
        Z = function(*single)
        assert_type(Z, np.ndarray, hint="return the whole table of scores")
        assert_equal(Z.dtype, np.dtype("float32"), hint="no fixed dtype: keep that of X, W and b")
        whole = function(*[part.astype(np.int64) for part in (BANK, W1, B1)])
        assert_type(whole, np.ndarray, hint="return the whole table of scores")
        assert_equal(whole.dtype, np.dtype("float64"), hint="1.0 * X makes floats of integers")

    def test_other_shapes_are_refused(self, function):
        """Tables that do not fit, and a b of a shape other than (M,), raise a ValueError."""
        hint = "compare the shapes before you calculate"
        X, W, b = np.ones((7, 3)), np.ones((5, 4)), np.ones(4)
        assert_rejects(function, X, W, b, says="shape", hint=hint)
        for b in (np.ones(1), np.ones((1, 2))):
            assert_rejects(function, BANK.copy(), W1.copy(), b, says="shape", hint=hint)


@pytest.mark.exercise("two_layer_forward")
class TestTwoLayerForward:
    """Exercise 2.2."""

    def test_bank_example(self, function):
        """2 family members and 3 accounts give 9."""
        output = function(BANK.copy(), W1.copy(), B1.copy(), W2.copy(), B2.copy())
        assert_close(output, np.array([[9.0]]), hint="5 and 1 stay as they are under relu; 2·5 - 1")

    def test_activation_matters(self, function):
        """3 family members and 2 accounts give 10 with relu and 11 with linear."""
        case = OTHER.copy(), W1.copy(), B1.copy(), W2.copy(), B2.copy()
        relu = function(*case)
        assert_close(relu, np.array([[10.0]]), hint="node j has the score -1, which relu makes 0")
        linear = function(*case, hidden="linear")
        assert_close(linear, np.array([[11.0]]), hint="hand `hidden` on to activate")

    def test_output_may_be_negative(self, function):
        """With b2 = -20 the bank example gives -11: no activation at the end."""
        output = function(BANK.copy(), W1.copy(), B1.copy(), W2.copy(), np.array([-20.0]))
        hint = "2·5 - 1·1 - 20: b2 is added, and no activation follows"
        assert_close(output, np.array([[-11.0]]), hint=hint)

    def test_bad_input_is_refused(self, function):
        """Parameters that do not fit and unknown activations are refused with a ValueError."""
        X, W, b, *second = BANK.copy(), W1.copy(), B1.copy(), W2.copy(), B2.copy()
        hint = "use dense_forward"
        assert_rejects(function, X, W, np.ones(1), *second, says="shape", hint=hint)
        hint = "activate refuses it: let it"
        assert_rejects(function, X, W, b, *second, "cube", says="kind", hint=hint)


@pytest.mark.exercise("softmax")
class TestSoftmax:
    """Exercise 2.3."""

    def test_worked_values(self, function):
        """The softmax of 1, 2, 3 is 0.090031, 0.244728, 0.665241."""
        p = function(np.array([1.0, 2.0, 3.0]))
        expected = np.array([0.090031, 0.244728, 0.665241])
        assert_close(p, expected, rtol=1e-5, hint="e, e², e³ divided by their sum")

    def test_rows_sum_to_1(self, function):
        """Every row of a table sums to 1; with axis = 0 every column does."""
        Z = np.array([[0.0, 5.0, 1.0], [3.0, 5.0, -2.0]])
        for axis in (-1, 0):
            P = function(Z.copy(), axis=axis)
            assert_type(P, np.ndarray, hint="one probability per score")
            message = f"A table of shape (2, 3) gave shape {P.shape}."
            hint = "keepdims=True keeps the sums in line with their rows"
            require(P.shape == (2, 3), message, hint=hint)
            sums, hint = P.sum(axis=axis), f"sum along axis {axis}, with keepdims=True"
            assert_close(sums, np.ones(sums.shape), hint=hint)

    def test_float32_is_kept(self, function):
        """float32 in gives float32 out; integers give float64."""
        single = function(np.array([1.0, 2.0], dtype=np.float32))
        assert_type(single, np.ndarray, hint="one probability per score")
        assert_equal(single.dtype, np.dtype("float32"), hint="no fixed dtype: keep that of Z")
        whole = function(np.array([1, 2]))
        assert_type(whole, np.ndarray, hint="one probability per score")
        assert_equal(whole.dtype, np.dtype("float64"), hint="1.0 * Z makes floats of integers")

    def test_large_scores(self, function):
        """Rows around 1000 and around -1000 in one table have finite shares."""
        P = function(np.array([[1000.0, 1000.0], [-1000.0, -1000.0]]))
        assert_close(P, np.full((2, 2), 0.5), hint="subtract the maximum of each row first")

    def test_input_stays_as_it_was(self, function):
        """Z is not changed."""
        assert_pure(function, [(np.array([[1.0, 2.0, 3.0], [3.0, 3.0, 0.0]]),)])

    def test_bad_input_is_refused(self, function):
        """A single number and an empty axis are refused with a ValueError."""
        assert_rejects(function, np.array(2.0), says="1-D", hint="look at Z.ndim")
        assert_rejects(function, np.zeros((4, 0)), says="empty", hint="look at Z.shape[axis]")


@pytest.mark.exercise("mlp_forward")
class TestMlpForward:
    """Exercise 2.4."""

    def test_network_of_the_bank_example(self, function):
        """[2, 3] gives 9; [3, 2] gives 10 with relu and 11 with linear."""
        hint = "layer by layer: A_prev W + b, then activate"
        cases = (BANK, "relu", 9.0), (OTHER, "relu", 10.0), (OTHER, "linear", 11.0)
        for X, kind, wanted in cases:
            A, _ = propagated(function, X, bank_network(), [kind, "linear"])
            assert_close(A, np.array([[wanted]]), hint=hint)

    def test_caches_of_the_bank_example(self, function):
        """For [3, 2] the caches hold the inputs and the scores of both layers."""
        _, caches = propagated(function, OTHER, bank_network(), ["relu", "linear"])
        expected = [
            {"A_prev": np.array([[3.0, 2.0]]), "Z": np.array([[5.0, -1.0]])},
            {"A_prev": np.array([[5.0, 0.0]]), "Z": np.array([[10.0]])},
        ]
        assert_close(caches, expected, hint="A_prev: what came in; Z: before the activation")

    def test_network_of_one_layer(self, function):
        """One layer with tanh is a dense layer and its activation."""
        params = [(W1.copy(), np.array([-5.0, 0.0]))]
        A, _ = propagated(function, BANK, params, ["tanh"])
        expected = np.array([[0.0, 0.761594]])  # the scores are 0 and 1
        hint = "the bias of each layer counts, and the last layer has its activation too"
        assert_close(A, expected, rtol=1e-5, hint=hint)

    def test_lists_of_different_lengths_are_refused(self, function):
        """Two layers with one activation are refused with a ValueError."""
        hint = "compare len(params) with len(activations) first"
        assert_rejects(function, BANK.copy(), bank_network(), ["relu"], says="layers", hint=hint)


def wires():
    """Return parameters for a network of 3, 2 and 5 nodes."""
    W = np.array([[0.1, 0.2, 0.3, 0.0, 0.5], [0.6, 0.7, 0.8, 0.9, 0.4]])
    return [(np.arange(6.0).reshape(3, 2), np.zeros(2)), (W, np.zeros(5))]


@pytest.mark.exercise("connection_weight")
class TestConnectionWeight:
    """Exercise 2.5."""

    def test_wire_of_the_lesson(self, function):
        """From neuron 2 of layer 2 to neuron 5 of layer 3 the weight is 0.4."""
        w = function(wires(), 2, 2, 5)
        assert_type(w, float, hint="wrap the entry in float(…)")
        assert_close(w, 0.4, hint="params[1][0][1, 4]: Python counts from 0")

    def test_wire_from_an_input(self, function):
        """From input 3 to neuron 1 of layer 2 the weight is 4."""
        w = function(wires(), 1, 3, 1)
        assert_close(w, 4.0, hint="layer 1 is the inputs: its weights are params[0][0]")

    def test_other_numbers_are_refused(self, function):
        """Numbers that are too small or too large are refused with a ValueError."""
        hint = "compare with 1 and with the sizes before you look anything up"
        for numbers in ((0, 1, 1), (1, 0, 1), (3, 1, 1), (2, 3, 1), (2, 1, 6)):
            assert_rejects(function, wires(), *numbers, says="index", hint=hint)


@pytest.mark.exercise("count_parameters")
class TestCountParameters:
    """Exercise 2.6."""

    def test_answer_is_an_int(self, function):
        """The answer is an int, not a float and not a NumPy number."""
        assert_type(function([3, 2]), int, hint="add up Python's own numbers")

    def test_known_networks(self, function):
        """8-12-8-1 has 221 parameters, 784-128-10 has 101,770, 784-256-256-10 has 269,322."""
        small, large, deep = [8, 12, 8, 1], [784, 128, 10], [784, 256, 256, 10]
        hint = "108 + 104 + 9; each pair is n·m weights + m biases"
        assert_equal(function(small), 221, hint=hint)
        assert_equal(function(large), 101_770, hint="784·128 + 128 and 128·10 + 10")
        assert_equal(function(deep), 269_322, hint="without biases it would be 268,800")

    def test_bad_sizes_are_refused(self, function):
        """A single size and a layer without neurons are refused with a ValueError."""
        hint = "a network has inputs and at least one layer"
        assert_rejects(function, [5], says="sizes", hint=hint)
        assert_rejects(function, [5, 0, 2], says="sizes", hint="every size must be above 0")


@pytest.mark.exercise("init_params")
class TestInitParams:
    """Exercise 2.7."""

    def test_shapes_of_the_parameters(self, function):
        """Sizes 784, 128, 10 give two tuples (W, b) of float64 arrays, the biases 0."""
        params = function([784, 128, 10], generator(0))
        hint = "a list of tuples (W, b): W (inputs, outputs), b (outputs,)"
        wanted = [(np.zeros((784, 128)), np.zeros(128)), (np.zeros((128, 10)), np.zeros(10))]
        assert_close(params, wanted, atol=np.inf, hint=hint)
        for W, b in params:
            assert_equal(W.dtype, np.dtype("float64"), hint="leave the dtype as rng gives it")
            assert_close(b, np.zeros(len(b)), hint="biases start at 0: np.zeros(outputs)")

    def test_spread_of_the_weights(self, function):
        """The weights of 784 inputs and 128 neurons spread as the table of the task says."""
        for scheme, std in (("he", 0.0505), ("glorot", 0.0468), ("normal", 1.0)):
            params = function([784, 128], generator(1), scheme)
            assert_close(params, [(np.zeros((784, 128)), np.zeros(128))], atol=np.inf)
            hint = f"{scheme}: pass the standard deviation, the square root of the variance"
            assert_close(params[0][0].std(), std, rtol=0.02, hint=hint)

    def test_seed_decides(self, function):
        """The same seed gives the same weights, another seed gives others."""
        cases = [([4, 3, 2], generator(seed)) for seed in (5, 5, 6)]
        one, same, other = (function(*case) for case in cases)
        form = [(np.zeros((4, 3)), np.zeros(3)), (np.zeros((3, 2)), np.zeros(2))]
        hint = "a list with one tuple (W, b) per layer"
        assert_close(one, form, atol=np.inf, hint=hint)
        assert_close(same, one, hint="draw from rng only, not from np.random")
        assert_close(other, form, atol=np.inf, hint=hint)
        for (W, _), (V, _) in zip(one, other, strict=True):
            require(not np.array_equal(W, V), "Two seeds gave one W.", hint="draw every W from rng")

    def test_unknown_schemes_are_refused(self, function):
        """An unknown scheme is refused with a ValueError."""
        hint = "three names are known"
        assert_rejects(function, [3, 2], generator(0), "xavier", says="scheme", hint=hint)
