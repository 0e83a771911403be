"""The public checks of chapter 2: worked numbers, shapes, types, refusals and manners."""

from itertools import pairwise

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_keeps_dtype,
    assert_pure,
    assert_rejects,
    assert_repeatable,
    assert_stable,
    assert_type,
    assert_vectorised,
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
        """Rows of zeros give the bias, as often as there are rows."""
        for rows in (3, 2):
            Z = function(np.zeros((rows, 2)), W1.copy(), np.array([0.5, -2.0]))
            hint = "X @ W + b: b has one number per neuron, and is added to every row"
            assert_close(Z, np.array([[0.5, -2.0]] * rows), hint=hint)

    def test_sizes_that_all_differ(self, function):
        """X of shape (7, 5), W of shape (5, 3) and b = 1, 2, 3 give (7, 3): 5 + b in each row."""
        Z = function(np.ones((7, 5)), np.ones((5, 3)), np.array([1.0, 2.0, 3.0]))
        hint = "W stays as it is: (7, 5) times (5, 3)"
        assert_close(Z, np.array([[6.0, 7.0, 8.0]] * 7), hint=hint)

    def test_float32_is_kept(self, function):
        """float32 in gives float32 out; of integers, uint8 too, come the float64 values."""
        Z = function(BANK.copy(), W1.copy(), B1.copy())
        assert_type(Z, np.ndarray, hint="return the whole table of scores")
        hint = "no fixed dtype: 1.0 * X makes floats of integers and leaves float32 alone"
        assert_keeps_dtype(function, [(BANK, W1, B1)], hint=hint)
        X = np.array([[200, 100]], dtype=np.uint8)
        Z = function(X, np.array([[1, 2], [2, 3]], dtype=np.uint8), np.zeros(2, dtype=np.uint8))
        hint = "200·1 + 100·2, 200·2 + 100·3: uint8 starts again at 256, so make floats first"
        assert_close(Z, np.array([[400.0, 700.0]]), hint=hint)
        Z = function(X, np.array([[0.5], [0.25]]), np.array([0.5]))
        hint = "100 + 25 + 0.5: make floats of X; W and b are floats already"
        assert_close(Z, np.array([[125.5]]), hint=hint)

    def test_manners(self, function):
        """X, W and b stay as they were, and no Python loop goes over the rows."""
        assert_pure(function, [(BANK.copy(), W1.copy(), np.array([0.5, -2.0]))])
        hint = "X @ W + b does all rows at once"
        assert_vectorised(function, lambda n: (np.ones((n, 2)), W1, B1), hint=hint)

    def test_other_shapes_are_refused(self, function):
        """Tables that do not fit, and a b of a shape other than (M,), raise a ValueError."""
        X, W, b = np.ones((7, 3)), np.ones((3, 4)), np.ones(4)
        flawed = [(X[:, :2], W, b), (np.ones((7, 5)), W, b), (X[0], W, b), (X, W[:, 0], b)]
        flawed += [(np.ones((2, 7, 3)), W, b), (X, np.ones((2, 3, 4)), b)]
        for shape in ((1,), (5,), (1, 4), (4, 1), ()):
            flawed += [(X, W, np.ones(shape))]
        flawed += [(X, W[:, :1], np.ones(shape)) for shape in ((), (1, 1))]
        for X, W, b in flawed:
            hint = f"X {X.shape}, W {W.shape}, b {b.shape}: compare before you calculate"
            assert_rejects(function, X.copy(), W.copy(), b, says="shape", hint=hint)


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

    def test_hidden_bias_is_part_of_the_score(self, function):
        """With b1 = [-6, 2] the bank example gives -3."""
        output = function(BANK.copy(), W1.copy(), np.array([-6.0, 2.0]), W2.copy(), B2.copy())
        hint = "the scores are 5 - 6 = -1, which relu makes 0, and 1 + 2 = 3; 2·0 - 3"
        assert_close(output, np.array([[-3.0]]), hint=hint)

    def test_output_may_be_negative(self, function):
        """With b2 = -20 the bank example gives -11: no activation at the end."""
        output = function(BANK.copy(), W1.copy(), B1.copy(), W2.copy(), np.array([-20.0]))
        hint = "2·5 - 1·1 - 20: b2 is added, and no activation follows"
        assert_close(output, np.array([[-11.0]]), hint=hint)

    def test_several_rows(self, function):
        """The rows [2, 3], [3, 2], [0, 1] give 9, 10, 1; in uint8, 200 and 100 give 900."""
        X = np.array([[2.0, 3.0], [3.0, 2.0], [0.0, 1.0]])
        output = function(X, W1.copy(), B1.copy(), W2.copy(), B2.copy())
        assert_close(output, np.array([[9.0], [10.0], [1.0]]), hint="one row of answers per row")
        tables = [[[200, 100]], [[1, 2], [2, 1]], [0, 0], [[1], [1]], [0]]
        output = function(*(np.array(table, dtype=np.uint8) for table in tables))
        hint = "400 + 500: uint8 starts again at 256; dense_forward makes floats first"
        assert_close(output, np.array([[900.0]]), hint=hint)

    def test_manners(self, function):
        """float32 stays float32, integers become float64, and the arguments stay as they were."""
        case = BANK.copy(), W1.copy(), B1.copy(), W2.copy(), B2.copy()
        hint = "dense_forward and activate keep float32: make no table of another dtype"
        assert_keeps_dtype(function, [case], hint=hint)
        assert_pure(function, [case, (-case[0], *case[1:])])

    def test_bad_input_is_refused(self, function):
        """Parameters that do not fit and unknown activations are refused with a ValueError."""
        good = {"X": BANK, "W1": W1, "b1": B1, "W2": W2, "b2": B2}
        shapes = {
            "X": [(2,), (1, 3), (1, 1), (2, 1, 2)],
            "W1": [(3, 2), (2,), (1, 2, 2)],
            "b1": [(1,), (3,), (1, 2), ()],
            "W2": [(3, 1), (1, 1), (2,), (1, 2, 1)],
            "b2": [(2,), (1, 1), ()],
        }
        for name in good:
            for shape in shapes[name]:
                case = {**good, name: np.ones(shape)}.values()
                hint = f"{name} of shape {shape} does not fit: use dense_forward twice"
                assert_rejects(function, *case, says="shape", hint=hint)
        wide, short = np.ones((2, 3)), np.ones(1)
        hint = "three output neurons need three biases, not one for all: use dense_forward twice"
        assert_rejects(function, BANK, W1, B1, wide, short, says="shape", hint=hint)
        hint = "activate refuses it: let it"
        for kind in ("cube", " relu", "Relu"):
            assert_rejects(function, *good.values(), kind, says="kind", hint=hint)


@pytest.mark.exercise("softmax")
class TestSoftmax:
    """Exercise 2.3."""

    def test_worked_values(self, function):
        """The softmax of 1, 2, 3 is 0.090031, 0.244728, 0.665241; of 0, 20 the first is 2.06e-9."""
        p = function(np.array([1.0, 2.0, 3.0]))
        expected = np.array([0.090031, 0.244728, 0.665241])
        assert_close(p, expected, rtol=1e-5, hint="e, e², e³ divided by their sum")
        p = function(np.array([0.0, 20.0]))
        hint = "1 / (1 + e**20) is small, not 0: do not round"
        assert_close(p[0], 2.061154e-9, rtol=1e-6, hint=hint)

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
            assert_close(sums, np.ones(sums.shape), rtol=1e-10, hint=hint)

    def test_float32_is_kept(self, function):
        """float32 in gives float32 out; of integers, uint8 too, come the float64 values."""
        single = function(np.array([1.0, 2.0], dtype=np.float32))
        assert_type(single, np.ndarray, hint="one probability per score")
        hint = "no fixed dtype: 1.0 * Z makes floats of integers and leaves float32 alone"
        assert_keeps_dtype(function, [(np.array([1.0, 2.0]),)], hint=hint)
        p = function(np.array([1, 2, 3], dtype=np.uint8))
        expected = np.array([0.090031, 0.244728, 0.665241])
        hint = "1 - 3 is 254 in uint8: make floats of Z first"
        assert_close(p, expected, rtol=1e-5, hint=hint)

    def test_large_scores(self, function):
        """Rows around 1000 and around -1000 in one table have shares, without an overflow."""
        tables = [
            ([[1000.0, 1000.0], [-1000.0, -1000.0]], [[0.5, 0.5], [0.5, 0.5]]),
            ([[1000.0, 998.0], [-1000.0, -998.0]], [[0.880797, 0.119203], [0.119203, 0.880797]]),
            ([[1000.0, -1000.0], [-1000.0, -1000.0]], [[1.0, 0.0], [0.5, 0.5]]),
        ]
        hint = "subtract the maximum of each row first: only differences count, nothing is clipped"
        for scores, shares in tables:
            P = function(np.array(scores))
            assert_close(P, np.array(shares), rtol=1e-5, hint=hint)
            wanted, case = np.array(shares), (np.array(scores),)  # in float32 to 3 digits
            assert_stable(function, lambda Z, P=wanted: P, [case], rtol=1e-3, hint=hint)

    def test_manners(self, function):
        """Z stays as it was, and no Python loop goes over rows, nor over columns along axis 0."""
        assert_pure(function, [(np.array([[1.0, 2.0, 3.0], [3.0, 3.0, 0.0]]),)])
        hint = "axis=axis with keepdims=True does the whole table at once"
        assert_vectorised(function, lambda n: (np.ones((n, 3)),), hint=hint)
        assert_vectorised(function, lambda n: (np.ones((3, n)), 0), hint=hint, of="columns")

    def test_bad_input_is_refused(self, function):
        """A single number and an empty axis raise a ValueError; another empty axis is legal."""
        assert_rejects(function, np.array(2.0), says="1-D", hint="look at Z.ndim")
        assert_rejects(function, np.zeros((4, 0)), says="empty", hint="look at Z.shape[axis]")
        assert_rejects(function, np.zeros((0, 4)), 0, says="empty", hint="look at Z.shape[axis]")
        hint = "refuse only where Z.shape[axis] is 0, the axis that is summed over"
        assert_close(function(np.zeros((0, 4))), np.zeros((0, 4)), hint=hint)
        assert_close(function(np.zeros((4, 0)), axis=0), np.zeros((4, 0)), hint=hint)


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

    def test_biases_count(self, function):
        """With the biases [0, 2] and [3], [3, 2] has the scores 5 and 1, and gives 12."""
        params = [(W1.copy(), np.array([0.0, 2.0])), (W2.copy(), np.array([3.0]))]
        A, caches = propagated(function, OTHER, params, ["relu", "linear"])
        assert_close(A, np.array([[12.0]]), hint="2·5 - 1·1 + 3")
        assert_type(caches, list, hint="one dict per layer, in a list that is made anew")
        expected = [
            {"A_prev": np.array([[3.0, 2.0]]), "Z": np.array([[5.0, 1.0]])},
            {"A_prev": np.array([[5.0, 1.0]]), "Z": np.array([[12.0]])},
        ]
        assert_close(caches, expected, hint="the bias is part of Z: Z = A_prev W + b")

    def test_every_layer_has_its_own_activation(self, function):
        """One layer with tanh gives 0 and 0.761594; linear, relu, linear in turn give 10."""
        params = [(W1.copy(), np.array([-5.0, 0.0]))]
        A, _ = propagated(function, BANK, params, ["tanh"])
        expected = np.array([[0.0, 0.761594]])  # the scores are 0 and 1
        hint = "the bias of each layer counts, and the last layer has its activation too"
        assert_close(A, expected, rtol=1e-5, hint=hint)
        params = [(W1.copy(), B1.copy()), (np.eye(2), np.zeros(2)), (W2.copy(), B2.copy())]
        A, _ = propagated(function, OTHER, params, ["linear", "relu", "linear"])
        hint = "5 and -1, then 5 and 0, then 2·5: layer l has the l-th activation"
        assert_close(A, np.array([[10.0]]), hint=hint)

    def test_float32_is_kept(self, function):
        """float32 stays float32 everywhere; of integers, uint8 too, come the float64 values."""
        single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in bank_network()]
        A, caches = propagated(function, BANK.astype(np.float32), single, ["relu", "linear"])
        hint = "dense_forward and activate keep float32: make no table of another dtype"
        form = [{"A_prev": np.ones((1, 2)), "Z": np.ones((1, n))} for n in (2, 1)]
        assert_close((A, caches), (np.ones((1, 1)), form), atol=np.inf, hint=hint)
        for seen in (A, caches[0]["Z"], caches[1]["A_prev"], caches[1]["Z"]):
            assert_equal(seen.dtype, np.dtype("float32"), hint=hint)
        params = [(np.array([[1, 2], [2, 3]], dtype=np.uint8), np.zeros(2, dtype=np.uint8))]
        A, _ = propagated(function, np.array([[200, 100]], dtype=np.uint8), params, ["linear"])
        hint = "200·1 + 100·2, 200·2 + 100·3: uint8 starts again at 256; use dense_forward"
        assert_close(A, np.array([[400.0, 700.0]]), hint=hint)

    def test_arguments_are_left_alone(self, function):
        """X, params and activations are not changed, the list of activations neither."""
        case = BANK.copy(), bank_network(), ["relu", "linear"]
        hint = "work on copies, and take nothing out of the lists"
        assert_pure(function, [case], hint=hint, may_share=[0])

    def test_lists_of_different_lengths_are_refused(self, function):
        """Two layers with one activation, or with three, are refused with a ValueError."""
        hint = "compare len(params) with len(activations) first"
        for kinds in (["relu"], ["relu", "relu", "linear"], []):
            assert_rejects(function, BANK.copy(), bank_network(), kinds, says="layers", hint=hint)


def wires(dtype=np.float64):
    """Return parameters for a network of 3, 2 and 5 nodes."""
    W = np.array([[0.1, 0.2, 0.3, 0.0, 0.5], [0.6, 0.7, 0.8, 0.9, 0.4]])
    params = [(np.arange(6.0).reshape(3, 2), np.full(2, 7.0)), (W, np.full(5, 8.0))]
    return [(W.astype(dtype), b.astype(dtype)) for W, b in params]


@pytest.mark.exercise("connection_weight")
class TestConnectionWeight:
    """Exercise 2.5."""

    def test_wire_of_the_lesson(self, function):
        """From neuron 2 of layer 2 to neuron 5 of layer 3 the weight is 0.4."""
        w = function(wires(), 2, 2, 5)
        assert_type(w, float, hint="wrap the entry in float(…)")
        assert_close(w, 0.4, hint="params[1][0][1, 4]: Python counts from 0")

    def test_wires_from_an_input(self, function):
        """From input 3 the weights to neurons 1 and 2 of layer 2 are 4 and 5."""
        for target, weight in ((1, 4.0), (2, 5.0)):
            w = function(wires(), 1, 3, target)
            hint = "layer 1 is the inputs: its weights are params[0][0]; no bias is added"
            assert_close(w, weight, hint=hint)

    def test_weight_is_a_float(self, function):
        """The answer is a float, whatever the dtype of the weights."""
        for dtype in (np.float32, np.int64):
            w = function(wires(dtype), 1, 2, 1)
            hint = f"the weights are {dtype.__name__}: wrap the entry in float(…)"
            assert_type(w, float, hint=hint)
            assert_close(w, 2.0, hint="params[0][0][1, 0]")

    def test_other_numbers_are_refused(self, function):
        """Numbers that are too small or too large are refused with a ValueError."""
        low = [(0, 1, 1), (1, 0, 1), (1, 1, 0), (-1, 1, 1), (2, -1, 1), (2, 1, -1)]
        high = [(3, 1, 1), (1, 4, 1), (1, 1, 3), (2, 3, 1), (2, 1, 6)]
        for numbers in low + high:
            layer, source, target = numbers
            hint = f"layer {layer}, source {source}, target {target}: compare each with 1 and with"
            hint += " the sizes before you look anything up"
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

    def test_equal_layers_count_each(self, function):
        """5-5-5 has 60 parameters, 1-1 has 2; the list of sizes stays as it was."""
        assert_equal(function([5, 5, 5]), 60, hint="30 for each pair, equal or not")
        assert_equal(function([1, 1]), 2, hint="1 weight and 1 bias")
        hint = "take nothing out of the list: zip(sizes, sizes[1:]) leaves it alone"
        assert_pure(function, [([4, 3, 2],)], hint=hint)

    def test_bad_sizes_are_refused(self, function):
        """Fewer than two sizes, and a size below 1, are refused with a ValueError."""
        for sizes in ([5], [], [5, 0, 2], [0, 3], [-1, 2], [3, -2], [4, 2, 0]):
            hint = f"here sizes is {sizes}: two or more are needed, all of them above 0"
            assert_rejects(function, sizes, says="sizes", hint=hint)


SCHEMES = ("he", "glorot", "normal")


def started(function, sizes, *rest):
    """Return start values, once they are a list of pairs of arrays of the right shapes."""
    params = function(sizes, *rest)
    hint = "a list of tuples (W, b): W (inputs, outputs), b (outputs,)"
    wanted = [(np.zeros((n, m)), np.zeros(m)) for n, m in pairwise(sizes)]
    assert_close(params, wanted, atol=np.inf, hint=hint)
    return params


@pytest.mark.exercise("init_params")
class TestInitParams:
    """Exercise 2.7."""

    def test_shapes_of_the_parameters(self, function):
        """Sizes 784, 128, 10 give two tuples (W, b) of float64 arrays, the biases 0."""
        for sizes, scheme in (([784, 128, 10], "he"), ([3, 1, 1], "glorot"), ([2, 4], "normal")):
            for W, b in started(function, sizes, generator(0), scheme):
                hint = "leave the dtype as rng gives it, under every scheme"
                assert_equal((W.dtype, b.dtype), (np.dtype("float64"),) * 2, hint=hint)
                assert_close(b, np.zeros(len(b)), hint="biases start at 0: np.zeros(outputs)")

    def test_spread_of_the_weights(self, function):
        """The weights of 400-100-400 spread as the table says, «he» being the default."""
        spreads = {  # of both layers
            (): (0.070711, 0.141421),  # √(2/400), √(2/100)
            ("he",): (0.070711, 0.141421),
            ("glorot",): (0.063246, 0.063246),  # √(2/500), twice
            ("normal",): (1.0, 1.0),
        }
        for scheme, wanted in spreads.items():
            params = started(function, [400, 100, 400], generator(1), *scheme)
            for (W, _), std in zip(params, wanted, strict=True):
                inputs, outputs = W.shape
                hint = f"{inputs} inputs, {outputs} outputs: pass the standard deviation,"
                hint += " the square root of the variance, of this layer"
                assert_close(W.std(), std, rtol=0.02, hint=hint)

    def test_weights_are_normal_numbers(self, function):
        """Their mean is near 0, and a few lie beyond three standard deviations, on both sides."""
        for scheme in SCHEMES:
            ((W, _),) = started(function, [200, 100], generator(2), scheme)
            low, mean, high = np.array([W.min(), W.mean(), W.max()]) / (W.std() or 1.0)
            message = f"{scheme}: the weights go from {low:.2f} to {high:.2f} standard deviations"
            hint = "rng.uniform stops at 1.73; use rng.normal, centred at 0, and cut nothing off"
            fits = low < -3 and abs(mean) < 0.05 and high > 3
            require(fits, f"{message}, their mean is {mean:.2f}.", hint=hint)

    def test_seed_decides(self, function):
        """One seed gives the same weights again, another seed others; no two layers are alike."""
        for scheme in SCHEMES:

            def case(rng, scheme=scheme):
                return [4, 3, 2], rng, scheme

            hint = f"{scheme}: draw every W from rng itself, not from np.random and not from a copy"
            assert_repeatable(function, case, seed=5, hint=hint)
            (W, _), (V, _) = started(function, [3, 3, 3], generator(5), scheme)
            message = f"{scheme}: two layers of the same shape have the same W."
            require(not np.any(W == V), message, hint="draw anew for each layer, from the one rng")
        one, other = (started(function, [4, 3, 2], generator(seed)) for seed in (5, 6))
        for (W, _), (V, _) in zip(one, other, strict=True):
            require(not np.any(W == V), "Two seeds gave one W.", hint="draw every W from rng")

    def test_sizes_are_left_alone(self, function):
        """The list of sizes stays as it was."""
        hint = "take nothing out of the list: zip(sizes, sizes[1:]) leaves it alone"
        assert_pure(function, [([4, 3, 2], generator(3))], hint=hint)

    def test_unknown_schemes_are_refused(self, function):
        """A scheme that is not spelled as in the table is refused with a ValueError."""
        for scheme in ("xavier", "He", "he ", "glorot_uniform", "norm", ""):
            hint = f"{scheme!r} is none of the three names: compare the whole name"
            assert_rejects(function, [3, 2], generator(0), scheme, says="scheme", hint=hint)
