"""2.4 mlp_forward: its graders, and the mistakes that they know."""

from itertools import pairwise

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    assert_varies,
    grader,
    misconception,
    pure,
    refuses,
    require,
)

from .cases import KINDS, WHOLE, layer


def network(rng, *sizes, rows=7):
    """Return one case (X, params, activations) for layers of these sizes."""
    params = [layer(rng, *sides) for sides in pairwise(sizes)]
    kinds = [str(kind) for kind in rng.choice(KINDS[2:], len(params), replace=False)]
    return rng.normal(size=(rows, sizes[0])), params, kinds


def networks(rng):
    """Return networks of one to four layers, one of them with equal sides everywhere."""
    sizes = [(5, 3), (2, 6, 4), (3, 5, 2, 4), (4, 3, 6, 5, 2), (3, 3, 3, 3), (1, 4, 1)]
    return [network(rng, *size, rows=rows) for rows in (7, 1, 5) for size in sizes]


def with_kinds(case, *activations):
    """Return a case once with each of these lists of activations in place of its own."""
    X, params, _ = case
    return [(X, params, kinds) for kinds in activations]


def answers(function, right, cases):
    """Return the learner's answer and the right one to each case."""
    wanted = [right(*case) for case in cases]
    return [(call.value, each) for call, each in zip(function.map(cases), wanted, strict=True)]


def pair(value):
    """Return the two parts of an answer."""
    assert_type(value, tuple, hint="return A, caches")
    require(len(value) == 2, "The answer has not two parts.", hint="return A, caches")
    return value


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
    for value, (A, _) in answers(function, right, networks(rng)):
        assert_close(pair(value)[0], A, hint="the A of one layer goes into the next")


@grader(2)
def test_kinds(function, right, rng):
    """Every layer uses its own activation, the last one too."""
    cases = []
    for kind in KINDS:
        cases += with_kinds(network(rng, 4, 4, 4), ["linear", kind], [kind, "linear"])
    for value, (A, _) in answers(function, right, cases):
        assert_close(pair(value)[0], A, hint="layer l uses activations[l]")


@grader(4)
def test_scores(function, right, rng):
    """Each cache holds in "Z" the scores of its layer, before the activation."""
    hint = 'fill "Z" before the activation, and do not change that array afterwards'
    for value, (_, caches) in answers(function, right, networks(rng)):
        _, scores, _ = taken_apart(value, len(caches))
        assert_close(scores, [cache["Z"] for cache in caches], hint=hint)


@grader(4)
def test_inputs(function, right, rng):
    """Each cache holds in "A_prev" what came into its layer."""
    hint = 'the first "A_prev" is X, the next is the A of the layer before'
    for value, (_, caches) in answers(function, right, networks(rng)):
        _, _, inputs = taken_apart(value, len(caches))
        assert_close(inputs, [cache["A_prev"] for cache in caches], hint=hint)


test_pure = pure(
    2,
    lambda rng: [
        network(rng, 3, 4, 2),
        network(rng, 2, 5, 3, 3),
        *with_kinds(network(rng, 3, 3, 3), ["relu", "linear"], ["linear", "relu"]),
    ],
    may_share=(0,),
)


@grader(2)
def test_dtype(function, right, rng):
    """float32 stays float32 in the output and in every cache; integers count as float64."""
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
    _assert_whole(function, right)


def _assert_whole(function, right):
    """Ask for the output where all arrays hold integers of one kind."""
    params = [WHOLE[1:], (np.array([[2, 1], [1, -1], [3, 2]]), np.array([200, -5]))]
    cases = [
        (WHOLE[0].astype(kind), [tuple(a.astype(kind) for a in p) for p in params], kinds)
        for kind in ("u1", "i1", "u2")
        for kinds in (["relu", "linear"], ["linear", "relu"])
    ]
    hint = "integers count as float64: do not compute in their own type"
    for value, (A, _) in answers(function, right, cases):
        assert_close(pair(value)[0], A, hint=hint)


test_layers = refuses(
    1,
    "{name} refuses lists of different lengths.",
    "layers",
    lambda rng: with_kinds(network(rng, 3, 3, 3), ["relu"], ["relu"] * 3, []),
    hint="compare the two lengths first: zip stops at the shorter one without a word",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _layers(right, X, params, kinds):
    """Return what comes into each layer, its scores, and what it gives."""
    A, caches = right(X, params, kinds)
    inputs = [cache["A_prev"] for cache in caches]
    return inputs, [cache["Z"] for cache in caches], [*inputs[1:], A]


def _caches(scores, inputs):
    """Return caches that hold these."""
    return [{"A_prev": A_prev, "Z": Z} for A_prev, Z in zip(inputs, scores, strict=True)]


@misconception
def caches_the_activation_as_z(right, X, params, activations):
    """Under "Z" your caches hold A, after the activation. Chapter 3 needs the scores from before
    it.
    """
    inputs, _, outputs = _layers(right, X, params, activations)
    return outputs[-1], _caches(outputs, inputs)


@misconception
def applies_relu_in_place(right, X, params, activations):
    """Where the activation is relu, the negative scores under "Z" are gone: you set them to 0 in
    place, and the cache holds the same array. Let activate make a new one.
    """
    A, caches = right(X, params, activations)
    for cache, kind in zip(caches, activations, strict=True):
        if kind == "relu":
            cache["Z"] = np.maximum(cache["Z"], 0.0)
    return A, caches


@misconception
def caches_the_output_as_a_prev(right, X, params, activations):
    """Under "A_prev" your caches hold what the layer gave, not what it got. Fill the dict before
    A is replaced.
    """
    _, scores, outputs = _layers(right, X, params, activations)
    return outputs[-1], _caches(scores, outputs)


@misconception
def caches_the_scores_of_the_layer_before(right, X, params, activations):
    """Under "A_prev" your caches hold the scores Z of the layer before. What comes in is its A,
    after the activation.
    """
    inputs, scores, outputs = _layers(right, X, params, activations)
    return outputs[-1], _caches(scores, [inputs[0], *scores[:-1]])


@misconception
def leaves_the_last_layer_linear(right, X, params, activations):
    """The last layer has no activation in your network. `activations` has one for it too: use
    it.
    """
    right(X, params, activations)
    return right(X, params, [*activations[:-1], "linear"])


@misconception
def uses_the_first_activation_everywhere(right, X, params, activations):
    """All your layers use the first activation. Layer l has its own: go over params and
    activations together, with zip.
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
    """Every layer starts from X again, so only the last one counts. The A of one layer is the
    A_prev of the next.
    """
    right(X, params, activations)
    caches, A = [], X
    for entry, kind in zip(params, activations, strict=True):
        A, (cache,) = right(X, [entry], [kind])
        caches.append(cache)
    return A, caches


@misconception
def keeps_the_last_cache_only(right, X, params, activations):
    """Your list holds one cache, that of the last layer. Append inside the loop."""
    A, caches = right(X, params, activations)
    return A, caches[-1:]


@misconception
def reverses_the_caches(right, X, params, activations):
    """Your caches stand in reverse order. The first layer's comes first: append, do not insert at
    0.
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
