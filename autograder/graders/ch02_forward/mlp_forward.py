"""2.4 mlp_forward: its graders, and the mistakes that they know."""

from itertools import pairwise

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_pure,
    assert_rejects_all,
    assert_type,
    assert_varies,
    grader,
    misconception,
    reference_for,
    require,
)

from .cases import KINDS, layer

reference = reference_for(__file__)


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


@grader(1, gate=True)
def test_form(function, rng):
    """mlp_forward returns an array and a list."""
    cases = [network(rng, 3, 3, 3) for _ in range(3)]
    A, caches = pair(function(*cases[0]))
    assert_close(A, np.zeros((7, 3)), atol=np.inf, hint="A is the output of the last layer")
    assert_type(caches, list, hint="start with caches = [] and append one dict per layer")
    assert_varies(function, cases)


@grader(4)
def test_output(function, right, rng):
    """The output is right for networks of one to four layers."""
    cases = networks(rng)
    for call, case in zip(function.map(cases), cases, strict=True):
        wanted, _ = right(*case)
        assert_close(pair(call.value)[0], wanted, hint="the A of one layer goes into the next")


@grader(2)
def test_kinds(function, right, rng):
    """Every layer uses its own activation, the last one too."""
    cases = []
    for kind in KINDS:
        X, params, _ = network(rng, 4, 4, 4)
        cases += [(X, params, ["linear", kind]), (X, params, [kind, "linear"])]
    for call, case in zip(function.map(cases), cases, strict=True):
        wanted, _ = right(*case)
        assert_close(pair(call.value)[0], wanted, hint="layer l uses activations[l]")


@grader(4)
def test_scores(function, right, rng):
    """Each cache holds in "Z" the scores of its layer, before the activation."""
    cases = networks(rng)
    hint = 'fill "Z" before the activation, and do not change that array afterwards'
    for call, case in zip(function.map(cases), cases, strict=True):
        _, caches = right(*case)
        _, scores, _ = taken_apart(call.value, len(caches))
        assert_close(scores, [cache["Z"] for cache in caches], hint=hint)


@grader(4)
def test_inputs(function, right, rng):
    """Each cache holds in "A_prev" what came into its layer."""
    cases = networks(rng)
    hint = 'the first "A_prev" is X, the next is the A of the layer before'
    for call, case in zip(function.map(cases), cases, strict=True):
        _, caches = right(*case)
        _, _, inputs = taken_apart(call.value, len(caches))
        assert_close(inputs, [cache["A_prev"] for cache in caches], hint=hint)


@grader(2)
def test_pure(function, rng):
    """mlp_forward leaves X, params and activations as they were."""
    cases = [network(rng, 3, 4, 2), network(rng, 2, 5, 3, 3)]
    X, params, _ = network(rng, 3, 3, 3)
    cases += [(X, params, ["relu", "linear"]), (X, params, ["linear", "relu"])]
    assert_pure(function, cases, may_share=(0,))


@grader(2)
def test_dtype(function, rng):
    """float32 stays float32 in the output and in every cache; integers become float64."""
    X, params, _ = network(rng, 3, 3, 3)
    hint = "as in exercise 2.1; activate keeps the float type too"
    for given, wanted in (("float32", "float32"), ("int64", "float64"), ("uint8", "float64")):
        cast = [tuple((3 * np.abs(part)).astype(given) for part in entry) for entry in params]
        case = (3 * np.abs(X)).astype(given), cast, ["relu", "tanh"]
        A, scores, inputs = taken_apart(function(*case), 2)
        arrays = [A, *scores, inputs[1]]
        if given == "float32":  # of integers the first A_prev may be X itself
            arrays.append(inputs[0])
        assert_close(arrays, [np.zeros((7, 3)) for _ in arrays], atol=np.inf, hint=hint)
        seen = ", ".join(sorted({str(array.dtype) for array in arrays}))
        message = f"{given} in gives {seen} out; expected {wanted} everywhere."
        require(seen == wanted, message, hint=hint)


@grader(1)
def test_layers(function, rng):
    """mlp_forward refuses lists of different lengths."""
    X, params, _ = network(rng, 3, 3, 3)
    cases = [(X, params, kinds) for kinds in (["relu"], ["relu"] * 3, [])]
    hint = "compare the two lengths first: zip stops at the shorter one without a word"
    assert_rejects_all(function, cases, says="layers", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def _forward(X, params, kinds):
    """Send X through the layers; yield A_prev, Z and A of each. Bad input is refused."""
    reference.mlp_forward(X, params, kinds)
    A = 1.0 * np.asarray(X)
    for (W, b), kind in zip(params, kinds, strict=True):
        A_prev, Z = A, reference.dense_forward(A, W, b)
        A = reference.activate(Z, kind)
        yield A_prev, Z, A


def _caches(scores, inputs):
    return [{"A_prev": A_prev, "Z": Z} for A_prev, Z in zip(inputs, scores, strict=True)]


@misconception
def caches_the_activation_as_z(right, X, params, activations):
    """Under "Z" your caches hold A, after the activation.

    Chapter 3 needs the scores from before it.
    """
    layers = list(_forward(X, params, activations))
    inputs, _, outputs = zip(*layers, strict=True)
    return outputs[-1], _caches(outputs, inputs)


@misconception
def applies_relu_in_place(right, X, params, activations):
    """Where the activation is relu, the negative scores under "Z" are gone: you set them to 0 in
    place, and the cache holds the same array. Let activate make a new one.
    """
    A, caches = right(X, params, activations)
    for cache, kind in zip(caches, activations, strict=True):
        if kind == "relu":
            cache["Z"] = reference.activate(cache["Z"], "relu")
    return A, caches


@misconception
def caches_the_output_as_a_prev(right, X, params, activations):
    """Under "A_prev" your caches hold what the layer gave, not what it got.

    Fill the dict before A is replaced.
    """
    layers = list(_forward(X, params, activations))
    _, scores, outputs = zip(*layers, strict=True)
    return outputs[-1], _caches(scores, outputs)


@misconception
def caches_the_scores_of_the_layer_before(right, X, params, activations):
    """Under "A_prev" your caches hold the scores Z of the layer before.

    What comes in is its A, after the activation.
    """
    layers = list(_forward(X, params, activations))
    inputs, scores, outputs = zip(*layers, strict=True)
    return outputs[-1], _caches(scores, [inputs[0], *scores[:-1]])


@misconception
def leaves_the_last_layer_linear(right, X, params, activations):
    """The last layer has no activation in your network.

    `activations` has one for it too: use it.
    """
    right(X, params, activations)
    return right(X, params, [*activations[:-1], "linear"])


@misconception
def uses_the_first_activation_everywhere(right, X, params, activations):
    """All your layers use the first activation.

    Layer l has its own: go over params and activations together, with zip.
    """
    right(X, params, activations)
    return right(X, params, activations[:1] * len(params))


@misconception
def uses_relu_everywhere(right, X, params, activations):
    """The activations had no effect: your relu is fixed. Layer l uses activations[l]."""
    right(X, params, activations)
    return right(X, params, ["relu"] * len(params))


@misconception
def hands_on_the_scores(right, X, params, activations):
    """Z went on to the next layer instead of A: the activation is calculated and then forgotten."""
    right(X, params, activations)
    linear = ["linear"] * (len(params) - 1)
    return right(X, params, [*linear, activations[-1]])


@misconception
def leaves_out_all_biases(right, X, params, activations):
    """The biases had no effect. Every layer computes A_prev W + b."""
    right(X, params, activations)
    return right(X, [(W, 0 * b) for W, b in params], activations)


@misconception
def starts_every_layer_from_x(right, X, params, activations):
    """Every layer starts from X again, so only the last one counts.

    The A of one layer is the A_prev of the next.
    """
    right(X, params, activations)
    caches, A = [], 1.0 * np.asarray(X)
    for (W, b), kind in zip(params, activations, strict=True):
        Z = reference.dense_forward(X, W, b)
        caches.append({"A_prev": 1.0 * np.asarray(X), "Z": Z})
        A = reference.activate(Z, kind)
    return A, caches


@misconception
def keeps_the_last_cache_only(right, X, params, activations):
    """Your list holds one cache, that of the last layer. Append inside the loop."""
    A, caches = right(X, params, activations)
    return A, caches[-1:]


@misconception
def reverses_the_caches(right, X, params, activations):
    """Your caches stand in reverse order.

    The first layer's comes first: append, do not insert at 0.
    """
    A, caches = right(X, params, activations)
    return A, caches[::-1]


@misconception
def lets_zip_drop_layers(right, X, params, activations):
    """Lists of different lengths went through: zip stops at the shorter one without a word, and a
    layer is lost. Compare the lengths first.
    """
    shorter = min(len(params), len(activations))
    return right(X, params[:shorter], activations[:shorter])
