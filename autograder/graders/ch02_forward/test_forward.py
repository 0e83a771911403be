"""Hidden graders of chapter 2. Inputs are drawn from the course secret."""

from itertools import pairwise

import numpy as np
import pytest

from autograder.grading import (
    assert_close,
    assert_each_term,
    assert_keeps_dtype,
    assert_matches,
    assert_pure,
    assert_rejects_all,
    assert_repeatable,
    assert_stable,
    assert_type,
    assert_varies,
    assert_vectorised,
    generator,
    require,
)

KINDS = ("linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu")
DIMENSIONS = [  # samples, inputs, outputs: all different, then one and another of them 1
    *((7, 5, 3), (4, 6, 2), (3, 2, 8), (6, 3, 5), (5, 8, 4)),
    *((1, 5, 3), (1, 1, 4), (6, 1, 3), (4, 3, 1), (9, 4, 6)),
]


def layer(rng, inputs, outputs):
    """Return weights and biases, the biases well away from 0."""
    b = rng.choice([-1, 1], outputs) * rng.uniform(0.5, 2, outputs)
    return rng.normal(size=(inputs, outputs)), b


# 2.1 dense_forward --------------------------------------------------------------------------


def dense_case(rng, n, d, m):
    """Return one case (X, W, b)."""
    return rng.normal(size=(n, d)), *layer(rng, d, m)


@pytest.mark.exercise("dense_forward", points=1, gate=True)
def test_dense_form(submission, rng):
    """dense_forward returns a table of floats."""
    cases = [dense_case(rng, 3, 3, 3) for _ in range(3)]
    hint = "one row per sample, one column per neuron"
    assert_close(submission.dense_forward(*cases[0]), np.zeros((3, 3)), atol=np.inf, hint=hint)
    assert_varies(submission.dense_forward, cases)


@pytest.mark.exercise("dense_forward", points=4)
def test_dense_values(submission, reference, rng):
    """dense_forward computes X W + b for many sizes, one row and one neuron among them."""
    cases = [dense_case(rng, *sizes) for sizes in DIMENSIONS * 2]
    hint = "W is (inputs, outputs): column m holds the weights of neuron m"
    assert_matches(submission.dense_forward, reference.dense_forward, cases, hint=hint)


@pytest.mark.exercise("dense_forward", points=2)
def test_dense_square(submission, reference, rng):
    """dense_forward is right for square tables too, where a mix-up of the axes does not show."""
    cases = [dense_case(rng, size, size, size) for size in (2, 3, 5)]
    hint = "rows are samples; a column of W and an entry of b belong to each neuron"
    assert_matches(submission.dense_forward, reference.dense_forward, cases, hint=hint)


@pytest.mark.exercise("dense_forward", points=2)
def test_dense_terms(submission, reference, rng):
    """The weights and the bias each have their effect."""
    X, W, b = dense_case(rng, 4, 4, 4)
    terms = {"X W": (X, W, 0 * b), "the bias b": (0 * X, W, b)}
    hint = "add b once, to every row: with X = 0 each row of the answer is b"
    assert_each_term(submission.dense_forward, reference.dense_forward, terms, hint=hint)


@pytest.mark.exercise("dense_forward", points=2)
def test_dense_vectorised(submission, rng):
    """dense_forward has no Python loop over rows."""
    W, b = layer(rng, 5, 5)
    hint = "X @ W scores all samples and all neurons at once"
    assert_vectorised(
        submission.dense_forward, lambda n: (rng.normal(size=(n, 5)), W, b), hint=hint
    )


@pytest.mark.exercise("dense_forward", points=1)
def test_dense_pure(submission, rng):
    """dense_forward leaves X, W and b as they were."""
    assert_pure(submission.dense_forward, [dense_case(rng, 4, 3, 2), dense_case(rng, 2, 2, 2)])


@pytest.mark.exercise("dense_forward", points=1)
def test_dense_dtype(submission, rng):
    """dense_forward keeps float32 and turns integers into float64."""
    X, W, b = (3 * part for part in dense_case(rng, 3, 3, 3))
    hint = "1.0 * X makes floats of integers and leaves float32 alone"
    assert_keeps_dtype(submission.dense_forward, [(X, W, b)], hint=hint)


@pytest.mark.exercise("dense_forward", points=1)
def test_dense_shapes(submission):
    """dense_forward refuses X and W that do not fit together."""
    W, b = np.ones((3, 2)), np.ones(2)
    cases = [(np.ones((4, 2)), W, b), (np.ones((3, 3, 3)), W, b), (np.ones(3), W, b)]
    cases += [(np.ones((4, 3)), np.ones(3), np.ones(1))]
    hint = "look at X.ndim and W.ndim, then compare X.shape[1] with W.shape[0]"
    assert_rejects_all(submission.dense_forward, cases, says="shape", hint=hint)


@pytest.mark.exercise("dense_forward", points=1)
def test_dense_bias_shape(submission):
    """dense_forward refuses a b that NumPy would stretch."""
    X, W = np.ones((2, 3)), np.ones((3, 2))
    cases = [(X, W, np.ones(shape)) for shape in ((1,), (1, 2), (2, 1), (2, 2), ())]
    hint = "b.shape must be (columns of W,) exactly"
    assert_rejects_all(submission.dense_forward, cases, says="shape", hint=hint)


# 2.2 two_layer_forward ----------------------------------------------------------------------


def two_layers(rng, n, d, h, m):
    """Return one case (X, W1, b1, W2, b2)."""
    return rng.normal(size=(n, d)), *layer(rng, d, h), *layer(rng, h, m)


@pytest.mark.exercise("two_layer_forward", points=1, gate=True)
def test_two_layer_form(submission, rng):
    """two_layer_forward returns one row per sample and one column per output."""
    cases = [two_layers(rng, 5, 3, 4, 2) for _ in range(3)]
    answer = submission.two_layer_forward(*cases[0])
    assert_close(
        answer, np.zeros((5, 2)), atol=np.inf, hint="two dense layers, one after the other"
    )
    assert_varies(submission.two_layer_forward, cases)


@pytest.mark.exercise("two_layer_forward", points=4)
def test_two_layer_values(submission, reference, rng):
    """The output is right with relu between the layers, which is used if no kind is named."""
    sizes = [(7, 5, 3, 4), (1, 2, 6, 3), (4, 1, 5, 2), (6, 3, 2, 1), (3, 3, 3, 3)] * 4
    cases = [two_layers(rng, *size) for size in sizes]
    cases += [(*case, "relu") for case in cases[:2]]
    assert_matches(submission.two_layer_forward, reference.two_layer_forward, cases)


@pytest.mark.exercise("two_layer_forward", points=2)
def test_two_layer_kinds(submission, reference, rng):
    """Each of the seven activations can stand between the layers."""
    cases = [(*two_layers(rng, 5, 4, 6, 3), kind) for kind in KINDS]
    hint = "hand `hidden` on to activate"
    function = submission.two_layer_forward
    assert_matches(function, reference.two_layer_forward, cases, hint=hint)


@pytest.mark.exercise("two_layer_forward", points=2)
def test_two_layer_linear_output(submission, reference, rng):
    """The output has no activation: it may be below 0 and above 1."""
    cases = []
    for kind in ("relu", "sigmoid", "tanh", "softplus"):
        X, W1, b1, W2, b2 = two_layers(rng, 4, 3, 5, 3)
        cases.append((X, W1, b1, W2, b2 - 10.0, kind))
        cases.append((X, W1, b1, W2, b2 + 10.0, kind))
    hint = "the activation stands between the two layers only"
    function = submission.two_layer_forward
    assert_matches(function, reference.two_layer_forward, cases, hint=hint)


@pytest.mark.exercise("two_layer_forward", points=2)
def test_two_layer_terms(submission, reference, rng):
    """The inputs and both biases each have their effect."""
    X, W1, b1, W2, b2 = two_layers(rng, 4, 3, 5, 2)
    b1[:2] = abs(b1[0]), -abs(b1[1])  # relu lets one through, and the other not
    terms = {
        "the path X W1 W2": (X, W1, 0 * b1, W2, 0 * b2),
        "the hidden bias b1": (0 * X, W1, b1, W2, 0 * b2),
        "the output bias b2": (0 * X, W1, 0 * b1, W2, b2),
    }
    hint = "each layer adds its own bias: b1 before the activation, b2 at the end"
    assert_each_term(submission.two_layer_forward, reference.two_layer_forward, terms, hint=hint)


@pytest.mark.exercise("two_layer_forward", points=1)
def test_two_layer_pure(submission, rng):
    """two_layer_forward leaves X and the parameters as they were."""
    cases = [(*two_layers(rng, 4, 3, 5, 2), kind) for kind in ("relu", "linear")]
    assert_pure(submission.two_layer_forward, cases)


@pytest.mark.exercise("two_layer_forward", points=1)
def test_two_layer_dtype(submission, rng):
    """two_layer_forward keeps float32 and turns integers into float64."""
    case = tuple(3 * part for part in two_layers(rng, 4, 3, 5, 2))
    cases = [(*case, kind) for kind in ("relu", "linear")]
    assert_keeps_dtype(submission.two_layer_forward, cases, hint="as in exercise 2.1")


@pytest.mark.exercise("two_layer_forward", points=1)
def test_two_layer_shapes(submission):
    """two_layer_forward refuses parameters that do not fit together."""
    X, W1, b1, W2, b2 = np.ones((4, 3)), np.ones((3, 5)), np.ones(5), np.ones((5, 2)), np.ones(2)
    cases = [(X, W1, np.ones(1), W2, b2), (X, W1, b1, W2, np.ones(1))]
    cases += [(np.ones((4, 2)), W1, b1, W2, b2), (X, W1, b1, np.ones((4, 2)), b2)]
    hint = "your own dense_forward checks every layer that you send through it"
    assert_rejects_all(submission.two_layer_forward, cases, says="shape", hint=hint)


@pytest.mark.exercise("two_layer_forward", points=1)
def test_two_layer_unknown(submission):
    """two_layer_forward refuses an activation that it does not know."""
    case = np.ones((4, 3)), np.ones((3, 5)), np.ones(5), np.ones((5, 2)), np.ones(2)
    cases = [(*case, kind) for kind in ("gelu", "", "ReLU")]
    hint = "`activate` refuses unknown kinds: do not catch its error"
    assert_rejects_all(submission.two_layer_forward, cases, says="kind", hint=hint)


# 2.3 softmax --------------------------------------------------------------------------------


def score_tables(rng):
    """Return scores of several shapes, no two of their sides equal."""
    shapes = [(5,), (7, 3), (2, 6), (1, 4), (5, 1), (2, 3, 4)]
    return [rng.uniform(-4, 4, shape) for shape in shapes]


@pytest.mark.exercise("softmax", points=1, gate=True)
def test_softmax_form(submission, rng):
    """softmax keeps the shape, from one axis to three."""
    tables = [rng.uniform(-2, 2, shape) for shape in ((5,), (4, 4), (3, 3, 3))]
    calls = submission.softmax.map([(Z,) for Z in tables])
    for call, Z in zip(calls, tables, strict=True):
        assert_close(call.value, Z, atol=np.inf, hint="one probability per score")
    assert_varies(submission.softmax, [(tables[0] * k,) for k in (1.0, 0.5, -1.0)])


@pytest.mark.exercise("softmax", points=3)
def test_softmax_values(submission, reference, rng):
    """softmax computes e^z / sum of e^z along the last axis."""
    cases = [(Z,) for _ in range(3) for Z in score_tables(rng)]
    cases += [(Z, -1) for Z in score_tables(rng)[:3]]
    assert_matches(submission.softmax, reference.softmax, cases)


@pytest.mark.exercise("softmax", points=3)
def test_softmax_axes(submission, reference, rng):
    """softmax works along whichever axis is named."""
    cases = [(Z, axis) for Z in score_tables(rng) for axis in range(-Z.ndim, Z.ndim)]
    hint = "hand `axis` on to max and to sum, both with keepdims=True"
    assert_matches(submission.softmax, reference.softmax, cases, hint=hint)


@pytest.mark.exercise("softmax", points=2)
def test_softmax_sums(submission, rng):
    """Each row holds numbers from 0 to 1 that sum to 1, in square tables too."""
    tables = [rng.uniform(-4, 4, shape) for shape in ((5, 3), (4, 4), (1, 6))]
    hint = "divide each row by its own sum: the sum along `axis`, with keepdims=True"
    calls = submission.softmax.map([(Z,) for Z in tables])
    for call, Z in zip(calls, tables, strict=True):
        assert_close(call.value, Z, atol=np.inf, hint=hint)  # an array like Z, before its sums
        P = call.value
        require(np.all((P >= 0) & (P <= 1)), "There are numbers outside 0 to 1.", hint=hint)
        rows = np.allclose(P.sum(axis=-1), 1, rtol=0, atol=1e-9)
        require(rows, "The rows do not sum to 1.", hint=hint)


@pytest.mark.exercise("softmax", points=2)
def test_softmax_shift_and_order(submission, rng):
    """Adding the same number to a whole row changes nothing; larger scores get larger shares."""
    Z = rng.permutation(24).reshape(4, 6) / 4
    shift = rng.permutation([-100.0, -100.0, 100.0, 100.0])[:, None]
    plain, shifted = (call.value for call in submission.softmax.map([(Z,), (Z + shift,)]))
    hint = "e^(z + c) = e^z e^c: the factor e^c cancels"
    for value in (plain, shifted):
        assert_close(value, Z, atol=np.inf)  # arrays like Z, before anything is computed with them
    assert_close(shifted, plain, rtol=1e-9, atol=1e-12, hint=hint)
    same_order = np.array_equal(np.argsort(plain, axis=1), np.argsort(Z, axis=1))
    require(same_order, "The largest score of a row has not the largest share.")


@pytest.mark.exercise("softmax", points=3)
def test_softmax_stable(submission, reference):
    """softmax stays finite for scores of ±1000, large and small rows side by side."""
    equal = np.full((2, 3), 1000.0)
    mixed = np.array([[1000.0, 998.0, -1000.0], [-1000.0, -999.0, -997.0], [0.0, 1.0, 2.0]])
    cases = [(mixed,), (mixed[:1],), (equal,), (-equal,), (mixed[1],), (mixed.T.copy(), 0)]
    hint = "subtract each row's own maximum before you exponentiate"
    assert_stable(submission.softmax, reference.softmax, cases, hint=hint)


@pytest.mark.exercise("softmax", points=2)
def test_softmax_vectorised(submission, rng):
    """softmax has no Python loop over rows."""
    hint = "np.exp takes the whole table; max and sum take axis=…, keepdims=True"
    assert_vectorised(submission.softmax, lambda n: (rng.uniform(-4, 4, (n, 5)),), hint=hint)


@pytest.mark.exercise("softmax", points=1)
def test_softmax_pure(submission, rng):
    """softmax leaves Z as it was."""
    cases = [(Z, axis) for Z in score_tables(rng)[:3] for axis in (0, -1)]
    hint = "Z -= … writes into Z; Z = Z - … makes a new array"
    assert_pure(submission.softmax, cases, hint=hint)


@pytest.mark.exercise("softmax", points=1)
def test_softmax_dtype(submission, rng):
    """softmax keeps float32 and turns integers into float64."""
    cases = [(rng.uniform(-4, 4, (4, 3)), axis) for axis in (0, -1)]
    hint = "1.0 * Z makes floats of integers and leaves float32 alone"
    assert_keeps_dtype(submission.softmax, cases, hint=hint)


@pytest.mark.exercise("softmax", points=1)
def test_softmax_no_axes(submission):
    """softmax refuses a single number."""
    hint = "look at np.ndim(Z) first"
    cases = [(np.array(2.0),), (np.array(-1),)]
    assert_rejects_all(submission.softmax, cases, says="1-D", hint=hint)


@pytest.mark.exercise("softmax", points=1)
def test_softmax_empty(submission, reference):
    """softmax refuses an empty axis; a table without rows is legal."""
    hint = "look at the length of `axis` only: Z.shape[axis]"
    assert_matches(submission.softmax, reference.softmax, [(np.zeros((0, 3)),)], hint=hint)
    cases = [(np.zeros(0),), (np.zeros((4, 0)),), (np.zeros((0, 3)), 0)]
    assert_rejects_all(submission.softmax, cases, says="empty", hint=hint)


# 2.4 mlp_forward ----------------------------------------------------------------------------


def network(rng, *sizes):
    """Return one case (X, params, activations) for layers of these sizes."""
    params = [layer(rng, *sides) for sides in pairwise(sizes)]
    kinds = [str(kind) for kind in rng.choice(KINDS[2:], len(params), replace=False)]
    return rng.normal(size=(7, sizes[0])), params, kinds


def networks(rng):
    """Return networks of one to four layers, one of them with equal sides everywhere."""
    sizes = [(5, 3), (2, 6, 4), (3, 5, 2, 4), (4, 3, 6, 5, 2), (3, 3, 3, 3), (1, 4, 1)]
    return [network(rng, *size) for _ in range(3) for size in sizes]


def taken_apart(value, layers):
    """Return A, every Z and every A_prev of an answer, once they are in their places."""
    A, caches = pair(value)
    assert_type(caches, list, hint="start with caches = [] and append one dict per layer")
    require(len(caches) == layers, "There is not one cache per layer.", hint="append in the loop")
    for cache in caches:
        assert_type(cache, dict, hint='append {"A_prev": A_prev, "Z": Z}')
        message = 'A cache must have exactly the keys "A_prev" and "Z".'
        require(set(cache) == {"A_prev", "Z"}, message)
    return A, [cache["Z"] for cache in caches], [cache["A_prev"] for cache in caches]


def pair(value):
    """Return the two parts of an answer."""
    assert_type(value, tuple, hint="return A, caches")
    require(len(value) == 2, "The answer has not two parts.", hint="return A, caches")
    return value


@pytest.mark.exercise("mlp_forward", points=1, gate=True)
def test_mlp_form(submission, rng):
    """mlp_forward returns an array and a list."""
    cases = [network(rng, 3, 3, 3) for _ in range(3)]
    A, caches = pair(submission.mlp_forward(*cases[0]))
    assert_close(A, np.zeros((7, 3)), atol=np.inf, hint="A is the output of the last layer")
    assert_type(caches, list, hint="start with caches = [] and append one dict per layer")
    assert_varies(submission.mlp_forward, cases)


@pytest.mark.exercise("mlp_forward", points=4)
def test_mlp_output(submission, reference, rng):
    """The output is right for networks of one to four layers."""
    cases = networks(rng)
    for call, case in zip(submission.mlp_forward.map(cases), cases, strict=True):
        wanted, _ = reference.mlp_forward(*case)
        assert_close(pair(call.value)[0], wanted, hint="the A of one layer goes into the next")


@pytest.mark.exercise("mlp_forward", points=2)
def test_mlp_kinds(submission, reference, rng):
    """Every layer uses its own activation, the last one too."""
    cases = []
    for kind in KINDS:
        X, params, _ = network(rng, 4, 4, 4)
        cases += [(X, params, ["linear", kind]), (X, params, [kind, "linear"])]
    for call, case in zip(submission.mlp_forward.map(cases), cases, strict=True):
        wanted, _ = reference.mlp_forward(*case)
        assert_close(pair(call.value)[0], wanted, hint="layer l uses activations[l]")


@pytest.mark.exercise("mlp_forward", points=4)
def test_mlp_scores(submission, reference, rng):
    """Each cache holds in "Z" the scores of its layer, before the activation."""
    cases = networks(rng)
    hint = 'fill "Z" before the activation, and do not change that array afterwards'
    for call, case in zip(submission.mlp_forward.map(cases), cases, strict=True):
        _, caches = reference.mlp_forward(*case)
        _, scores, _ = taken_apart(call.value, len(caches))
        assert_close(scores, [cache["Z"] for cache in caches], hint=hint)


@pytest.mark.exercise("mlp_forward", points=4)
def test_mlp_inputs(submission, reference, rng):
    """Each cache holds in "A_prev" what came into its layer."""
    cases = networks(rng)
    hint = 'the first "A_prev" is X, the next is the A of the layer before'
    for call, case in zip(submission.mlp_forward.map(cases), cases, strict=True):
        _, caches = reference.mlp_forward(*case)
        _, _, inputs = taken_apart(call.value, len(caches))
        assert_close(inputs, [cache["A_prev"] for cache in caches], hint=hint)


@pytest.mark.exercise("mlp_forward", points=2)
def test_mlp_pure(submission, rng):
    """mlp_forward leaves X, params and activations as they were."""
    cases = [network(rng, 3, 4, 2), network(rng, 2, 5, 3, 3)]
    X, params, _ = network(rng, 3, 3, 3)
    cases += [(X, params, ["relu", "linear"]), (X, params, ["linear", "relu"])]
    assert_pure(submission.mlp_forward, cases, may_share=(0,))


@pytest.mark.exercise("mlp_forward", points=2)
def test_mlp_dtype(submission, rng):
    """float32 stays float32 in the output and in every cache; integers become float64."""
    X, params, _ = network(rng, 3, 3, 3)
    hint = "as in exercise 2.1; activate keeps the float type too"
    for given, wanted in (("float32", "float32"), ("int64", "float64"), ("uint8", "float64")):
        cast = [tuple((3 * np.abs(part)).astype(given) for part in entry) for entry in params]
        case = (3 * np.abs(X)).astype(given), cast, ["relu", "tanh"]
        A, scores, inputs = taken_apart(submission.mlp_forward(*case), 2)
        arrays = [A, *scores, inputs[1]]
        if given == "float32":  # of integers the first A_prev may be X itself
            arrays.append(inputs[0])
        assert_close(arrays, [np.zeros((7, 3)) for _ in arrays], atol=np.inf, hint=hint)
        seen = ", ".join(sorted({str(array.dtype) for array in arrays}))
        message = f"{given} in gives {seen} out; expected {wanted} everywhere."
        require(seen == wanted, message, hint=hint)


@pytest.mark.exercise("mlp_forward", points=1)
def test_mlp_layers(submission, rng):
    """mlp_forward refuses lists of different lengths."""
    X, params, _ = network(rng, 3, 3, 3)
    cases = [(X, params, kinds) for kinds in (["relu"], ["relu"] * 3, [])]
    hint = "compare the two lengths first: zip stops at the shorter one without a word"
    assert_rejects_all(submission.mlp_forward, cases, says="layers", hint=hint)


# 2.5 connection_weight ----------------------------------------------------------------------


@pytest.fixture
def wires(rng):
    """Parameters with sides of 3 to 6, every weight another number."""
    sizes = [int(size) for size in rng.permutation([3, 4, 5, 6])]
    return [layer(rng, *sides) for sides in pairwise(sizes)]


@pytest.mark.exercise("connection_weight", points=1, gate=True)
def test_wire_form(submission, wires):
    """connection_weight returns one float."""
    value = submission.connection_weight(wires, 1, 1, 1)
    assert_type(value, float, hint="float(W[…, …])")
    assert_varies(submission.connection_weight, [(wires, 1, 1, 1), (wires, 1, 2, 2)])


@pytest.mark.exercise("connection_weight", points=2)
def test_wire_values(submission, reference, wires):
    """Every connection is found, counting layers and neurons from 1."""
    cases = []
    for number, (W, _) in enumerate(wires, 1):
        cases += [(wires, number, i + 1, j + 1) for i, j in np.ndindex(W.shape)]
    function = submission.connection_weight
    hint = "subtract 1 from each of the three numbers; W is (inputs, outputs)"
    assert_matches(function, reference.connection_weight, cases, hint=hint)


@pytest.mark.exercise("connection_weight", points=1)
def test_wire_too_low(submission, wires):
    """connection_weight refuses 0 and negative numbers."""
    cases = [(wires, *ends) for ends in ((0, 1, 1), (1, 0, 1), (1, 1, 0))]
    cases += [(wires, *ends) for ends in ((-1, 1, 1), (1, -1, 1), (1, 1, -2))]
    hint = "in Python index -1 is the last entry: ask for «at least 1» yourself"
    assert_rejects_all(submission.connection_weight, cases, says="index", hint=hint)


@pytest.mark.exercise("connection_weight", points=1)
def test_wire_too_high(submission, wires):
    """connection_weight refuses numbers beyond the last layer and the last neuron."""
    inputs, outputs = wires[1][0].shape
    cases = [(wires, 4, 1, 1), (wires, 2, inputs + 1, 1), (wires, 2, 1, outputs + 1)]
    hint = "raise a ValueError yourself: NumPy's own IndexError is not one"
    assert_rejects_all(submission.connection_weight, cases, says="index", hint=hint)


# 2.6 count_parameters -----------------------------------------------------------------------


@pytest.mark.exercise("count_parameters", points=1, gate=True)
def test_count_form(submission, rng):
    """count_parameters returns an int, no NumPy number and no float."""
    sizes = [[int(n) for n in rng.integers(2, 50, 3)] for _ in range(3)]
    assert_type(submission.count_parameters(sizes[0]), int, hint="add up Python ints from 0")
    assert_varies(submission.count_parameters, [(entry,) for entry in (*sizes, [7, 3], [3, 9])])


@pytest.mark.exercise("count_parameters", points=5)
def test_count_values(submission, reference, rng):
    """The count is right for networks of two to five layers."""
    cases = [([int(n) for n in rng.integers(1, 400, count)],) for count in (3, 4, 5, 6) * 5]
    hint = "for each pair of neighbours: weights between them, and a bias for each on the right"
    assert_matches(submission.count_parameters, reference.count_parameters, cases, hint=hint)


@pytest.mark.exercise("count_parameters", points=2)
def test_count_small(submission, reference, rng):
    """The count is right for a single layer, and where a layer has one neuron."""
    n = int(rng.integers(2, 100))
    cases = [([n, 1],), ([1, n],), ([1, 1],), ([n, n + 3],), ([n, 1, n],)]
    assert_matches(submission.count_parameters, reference.count_parameters, cases)


@pytest.mark.exercise("count_parameters", points=1)
def test_count_too_few(submission):
    """count_parameters refuses fewer than two sizes."""
    hint = "look at len(sizes) first"
    assert_rejects_all(submission.count_parameters, [([],), ([5],)], says="sizes", hint=hint)


@pytest.mark.exercise("count_parameters", points=1)
def test_count_not_positive(submission):
    """count_parameters refuses a layer of 0 or fewer neurons."""
    cases = [([0, 3],), ([3, 0],), ([4, -2, 3],), ([4, 2, -3],), ([-4, -2],)]
    hint = "look at every size, the first and the last too"
    assert_rejects_all(submission.count_parameters, cases, says="sizes", hint=hint)


# 2.7 init_params ----------------------------------------------------------------------------

QUIET = {"all": "ignore"}  # whatever numbers a submission may answer
WIDE = [512, 128, 512]  # sides that differ, so that inputs and outputs cannot be confused


def fresh(rng):
    """Return an argument that becomes a generator, with a seed that nobody knows."""
    return generator(int(rng.integers(2**32)))


def started(submission, rng, sizes, scheme):
    """Return the parameters of a submission, once they have the right form."""
    value = submission.init_params(sizes, fresh(rng), scheme)
    form = [(np.zeros(sides), np.zeros(sides[1])) for sides in pairwise(sizes)]
    hint = "a list of tuples (W, b): W (inputs, outputs), b (outputs,)"
    assert_close(value, form, atol=np.inf, hint=hint)
    return value


def assert_spread(submission, rng, scheme, variance):
    """Ask that every W has the variance within 10 %: the standard deviation within 5 %."""
    params = started(submission, rng, WIDE, scheme)
    for (W, _), (inputs, outputs) in zip(params, pairwise(WIDE), strict=True):
        with np.errstate(**QUIET):
            ratio = W.std() / np.sqrt(variance(inputs, outputs))
        size = "large" if ratio > 1 else "small"
        message = f"The spread of the weights under «{scheme}» is too {size}."
        hint = "the standard deviation is the square root of the variance"
        require(0.95 < ratio < 1.05, message, detail=f"By the factor {ratio:.3g}.", hint=hint)


@pytest.mark.exercise("init_params", points=1, gate=True)
def test_init_form(submission, rng):
    """init_params returns one tuple (W, b) of float arrays per layer."""
    for scheme in ("he", "glorot", "normal"):
        started(submission, rng, [4, 4, 4], scheme)
    sizes, rngs = [3, 3], [fresh(rng), fresh(rng)]
    cases = [(sizes, rngs[0], "he"), (sizes, rngs[1], "he"), (sizes, rngs[0], "normal")]
    assert_varies(submission.init_params, cases)


@pytest.mark.exercise("init_params", points=1)
def test_init_shapes_and_biases(submission, rng):
    """Every W is (inputs, outputs), every b has one 0 per neuron; all of it is float64."""
    for sizes in ([5, 3], [2, 7, 4], [6, 1, 5, 3]):
        params = started(submission, rng, sizes, "he")
        dtypes = {str(array.dtype) for entry in params for array in entry}
        message = f"The arrays have dtype {', '.join(sorted(dtypes))}, not float64."
        require(dtypes == {"float64"}, message, hint="leave the dtype as NumPy gives it")
        zero = all(not b.any() for _, b in params)
        require(zero, "A bias is not 0 at the start.", hint="np.zeros(outputs)")


@pytest.mark.exercise("init_params", points=2)
def test_init_he(submission, rng):
    """Under «he», the default too, the weights have standard deviation sqrt(2 / inputs)."""
    assert_spread(submission, rng, "he", lambda inputs, outputs: 2 / inputs)
    seed = fresh(rng)
    named, default = submission.init_params.map([([4, 3], seed, "he"), ([4, 3], seed)])
    assert_close(named.value, [(np.zeros((4, 3)), np.zeros(3))], atol=np.inf)
    assert_close(default.value, named.value, hint="«he» is what is used if no scheme is named")


@pytest.mark.exercise("init_params", points=2)
def test_init_glorot(submission, rng):
    """Under «glorot» the weights have standard deviation sqrt(2 / (inputs + outputs))."""
    assert_spread(submission, rng, "glorot", lambda inputs, outputs: 2 / (inputs + outputs))


@pytest.mark.exercise("init_params", points=1)
def test_init_normal(submission, rng):
    """Under «normal» the weights have standard deviation 1."""
    assert_spread(submission, rng, "normal", lambda inputs, outputs: 1.0)


@pytest.mark.exercise("init_params", points=1)
def test_init_distribution(submission, rng):
    """The weights are normal numbers: mean 0, and a few of them far out on both sides."""
    for W, _ in started(submission, rng, WIDE, "he"):
        with np.errstate(**QUIET):
            scaled = W / np.sqrt(np.mean(W**2))
            mean, far = abs(scaled.mean()), np.mean(np.abs(scaled) > 2)
        require(mean < 0.05, "The mean of the weights is not 0.", hint="rng.normal is centred at 0")
        message = "The weights do not follow a normal distribution."
        require(0.04 < far < 0.051, message, hint="draw with a normal method of rng")


@pytest.mark.exercise("init_params", points=3)
def test_init_repeatable(submission, rng):
    """All numbers come from the generator that is passed in."""
    seed = int(rng.integers(2**31))
    assert_repeatable(submission.init_params, lambda chance: ([4, 3, 2], chance), seed=seed)
    one, other = (
        call.value
        for call in submission.init_params.map([([4, 3, 2], generator(seed + k)) for k in (0, 1)])
    )
    form = [(np.zeros((4, 3)), np.zeros(3)), (np.zeros((3, 2)), np.zeros(2))]
    for value in (one, other):
        assert_close(value, form, atol=np.inf)
    for (W, _), (V, _) in zip(one, other, strict=True):
        message = "One of the layers is the same for every generator."
        require(not np.any(W == V), message, hint="draw every layer from rng")


@pytest.mark.exercise("init_params", points=1)
def test_init_layers_differ(submission, rng):
    """Layers of the same shape start with different weights."""
    params = started(submission, rng, [4, 4, 4, 4], "he")
    for (W, _), (V, _) in pairwise(params):
        hint = "go on drawing from the one generator; do not make a new one per layer"
        require(not np.any(W == V), "Two layers start with the same weights.", hint=hint)


@pytest.mark.exercise("init_params", points=2)
def test_init_depth(submission, reference, rng):
    """Ten relu layers keep their activations alive under «he» and blow them up under «normal»."""
    spreads = {}
    for scheme, width in (("he", 192), ("normal", 64)):
        params = started(submission, rng, [width] * 11, scheme)
        X = rng.normal(size=(40, width))
        with np.errstate(**QUIET):
            spreads[scheme] = reference.mlp_forward(X, params, ["relu"] * 10)[0].std()
    hint = "relu halves the variance: under «he» a layer must double it, with 2 / inputs"
    fits = 0.1 < spreads["he"] < 10  # half the variance in each layer would leave 0.03
    require(fits, "Under «he» the signal fades or grows from layer to layer.", hint=hint)
    require(spreads["normal"] > 1e3, "Under «normal» the signal should explode.", hint=hint)


@pytest.mark.exercise("init_params", points=1)
def test_init_unknown(submission):
    """init_params refuses a scheme that it does not know."""
    cases = [([3, 2], generator(1), scheme) for scheme in ("xavier", "", "He")]
    hint = "raise before or after the three known names, not for them"
    assert_rejects_all(submission.init_params, cases, says="scheme", hint=hint)
