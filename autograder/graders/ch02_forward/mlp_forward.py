"""2.4 mlp_forward: its graders."""

from itertools import pairwise

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    assert_varies,
    grader,
    pure,
    refuses,
    require,
)

from .cases import KINDS, layer, second_whole, whole


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
    _assert_whole(function, right, *whole(rng))


def _assert_whole(function, right, X, *first):
    """Ask for the output where all arrays hold integers of one kind."""
    params = [first, second_whole()]
    cases = [
        (X.astype(kind), [tuple(a.astype(kind) for a in p) for p in params], kinds)
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
