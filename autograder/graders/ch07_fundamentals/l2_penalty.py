"""7.4 l2_penalty: its graders."""

from itertools import pairwise

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_gradients,
    assert_type,
    assert_varies,
    grader,
    integers,
    pure,
    refuses,
    require,
    shape_of,
)


def network(rng, *sizes):
    """Return parameters of Dense layers; no weight is near 0, and no bias is."""

    def drawn(*shape):
        return rng.choice([-1, 1], shape) * rng.uniform(0.5, 2, shape)

    return [(drawn(*sides), drawn(sides[1])) for sides in pairwise(sizes)]


def some(rng):
    """Return cases of one to four layers, square ones among them, and lam that are no 1/2 or 1."""
    shapes = [(3, 5), (4, 2, 6), (3, 3, 3), (5, 1), (2, 6, 4, 3, 1), (1, 1)]
    return [(network(rng, *sizes), float(rng.uniform(0.01, 0.3))) for sizes in shapes]


def parts_of(value, params):
    """Return the penalty and the gradients of an answer, once it has their form."""
    hint = "return penalty, gradients"
    assert_type(value, tuple, hint=hint)
    require(len(value) == 2, f"{len(value)} things came back, not two.", hint=hint)
    penalty, gradients = value
    assert_type(penalty, float, hint="one number for all layers: float(…)")
    assert_type(gradients, list, hint="a list with one (dW, db) per layer")
    alone = isinstance(gradients[0], np.ndarray) if gradients else False
    mistake = "returns_no_db" if alone else ""
    message = "The list holds arrays, not tuples."
    require(not alone, message, hint="one (dW, db) per layer", mistake=mistake)
    short = [shape_of(db) == () for pair in gradients if isinstance(pair, tuple) for db in pair[1:]]
    message = "A db is a single number, no array of the shape of b."
    hint = "np.zeros_like(b)"
    require(not any(short), message, hint=hint, mistake="makes_db_a_number" if any(short) else "")
    hint = "one tuple (dW, db) per layer, of the shapes of W and b"
    assert_close(gradients, params, atol=np.inf, hint=hint)
    return penalty, gradients


@grader(2, gate=True)
def test_form(function, rng):
    """l2_penalty returns a float, and one tuple of gradients per layer, shaped like W and b."""
    cases = some(rng)
    for call, (params, _) in zip(function.map(cases), cases, strict=True):
        parts_of(call.value, params)
    assert_varies(function, cases[:1] + [(network(rng, 3, 5), 0.25) for _ in range(2)])


@grader(3)
def test_penalty(function, right, rng):
    """The penalty is lam times the sum of all squared weights, of all layers."""
    cases = some(rng)
    for call, case in zip(function.map(cases), cases, strict=True):
        hint = "lam * Σ W², summed over the entries of every W"
        assert_close(parts_of(call.value, case[0])[0], right(*case)[0], hint=hint)


@grader(1)
def test_biases(function, rng):
    """Biases add nothing to the penalty, and every db is 0."""
    cases = [([(W, 40 * b) for W, b in params], lam) for params, lam in some(rng)]
    cases += [([(0 * W, b) for W, b in params], lam) for params, lam in some(rng)[:2]]
    for call, (params, lam) in zip(function.map(cases), cases, strict=True):
        penalty, gradients = parts_of(call.value, params)
        message = "A db is not 0."
        require(not any(np.any(db) for _, db in gradients), message, hint="np.zeros_like(b)")
        wanted = lam * sum(float(np.sum(W**2)) for W, _ in params)
        assert_close(penalty, wanted, hint="only the W are squared")


@grader(4)
def test_gradients(function, right, rng):
    """dW is 2 · lam · W, in every layer."""
    cases = some(rng)
    for call, case in zip(function.map(cases), cases, strict=True):
        _, gradients = parts_of(call.value, case[0])
        assert_close(gradients, right(*case)[1], hint="the slope of lam · w² is 2 · lam · w")


@grader(1)
def test_slope(function, rng):
    """The gradients are the slope of the penalty, as small steps measure it."""
    params, lam = network(rng, 3, 2, 4), float(rng.uniform(0.1, 0.3))
    _, gradients = parts_of(function(params, lam), params)
    names = [f"{kind}{layer}" for layer in (1, 2) for kind in "Wb"]
    arrays = [array for pair in params for array in pair]
    slopes = [array for pair in gradients for array in pair]

    def penalty(**tensors):
        return lam * sum(np.sum(array**2) for name, array in tensors.items() if name[0] == "W")

    seen = {name: s for name, s in zip(names, slopes, strict=True) if name[0] == "W"}
    at = dict(zip(names, arrays, strict=True))
    assert_gradients(seen, penalty, at, hint="the slope of w² is 2w")


@grader(1)
def test_dtypes(function, right, rng):
    """float32 stays float32, integers become float64, in dW and in db."""
    hint = "1.0 * W and 1.0 * b keep float32, and make floats of integers"
    for kind, wanted in (("float32", "float32"), ("int64", "float64"), ("uint8", "float64")):
        cases = [
            ([tuple(np.abs(3 * array).astype(kind) for array in pair) for pair in params], lam)
            for params, lam in some(rng)
        ]
        for call, case in zip(function.map(cases), cases, strict=True):
            penalty, gradients = parts_of_any(call.value)
            message = f"{kind} in gives a penalty of type {type(penalty).__name__}; expected float."
            is_float = isinstance(penalty, float)
            mistake = "answers_numpy_float32" if isinstance(penalty, np.float32) else ""
            require(is_float, message, hint="float(…)", mistake=mistake)
            assert_close(penalty, right(*case)[0], rtol=1e-4, hint=hint)
            named = [(name, pair[k]) for pair in gradients for k, name in ((0, "W"), (1, "b"))]
            for name, array in named:
                message = f"{kind} in gives a d{name} of {array.dtype}; expected {wanted}."
                require(array.dtype == wanted, message, hint=hint)


def parts_of_any(value):
    """Return penalty and gradients, arrays in pairs; which dtype they have is asked elsewhere."""
    assert_type(value, tuple, hint="return penalty, gradients")
    require(len(value) == 2, "Not two things came back.", hint="return penalty, gradients")
    assert_type(value[1], list, hint="a list with one (dW, db) per layer")
    for pair in value[1]:
        assert_type(pair, tuple, hint="one (dW, db) per layer")
        require(len(pair) == 2, "An entry is no pair.", hint="one (dW, db) per layer")
        for array in pair:
            assert_type(array, np.ndarray, hint="dW and db are arrays")
    return value


def whole(rng):
    """Return parameters whose squares and doubles wrap in one kind of integer or another."""
    W = rng.permutation([[100, 3], [-7, 120], [-128, 90]])
    return [([(W.astype(float), np.array([100.0, -5.0]))], 0.25), ([(W * 1.0, W[0] * 1.0)], 1.5)]


test_integers = integers(1, whole, hint="make floats first: in uint8, 16 * 16 is 0")
test_pure = pure(
    1,
    some,
    line="{name} leaves params and its arrays as they were.",
    hint="2 * lam * W makes a new array; W *= … writes into the one that was given",
)


def refused(rng):
    """Return negative lam, close to 0 and far from it."""
    return [(network(rng, 3, 2), lam) for lam in (-0.5, -1e-6, -3)]


def free(rng):
    """Return lam that are exactly 0."""
    return [(network(rng, 3, 2), 0.0), (network(rng, 2, 4, 1), 0.0)]


test_lam = refuses(
    1,
    "A lam below 0 is refused, and 0 is not: nothing is penalised then.",
    "lam",
    refused,
    accepts=free,
    hint="lam < 0",
)
