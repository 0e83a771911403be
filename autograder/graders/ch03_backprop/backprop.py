"""3.7 backprop: its graders."""

from itertools import pairwise

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_gradients,
    assert_varies,
    grader,
    pure,
    reference_for,
    refuses,
    require,
)

from .backprop_mistakes import mistake_in
from .cases import layer_pairs, named, parts

reference = reference_for(__file__)

LOSS_AND_GRADS = "return loss, grads: a float, and a list with one (dW, db) per layer"


def network(rng, *sizes):
    """Return params with biases well away from 0."""
    return [
        (rng.normal(size=(d, m)) * np.sqrt(2 / d), rng.choice([-1, 1], m) * rng.uniform(0.1, 1, m))
        for d, m in pairwise(sizes)
    ]


def layer_sums(X, params):
    """Return the Z of every layer, with relu between them; the last are the logits."""
    sums, A = [], X
    for W, b in params:
        sums.append(A @ W + b)
        A = np.maximum(sums[-1], 0)
    return sums


def network_case(rng, n, *sizes):
    """Return (X, y, params) where no hidden Z is within 1e-2 of relu's corner, nor all below it.

    Logits of both signs are there too: a relu over them would show.
    """
    while True:
        X, params = rng.normal(size=(n, sizes[0])), network(rng, *sizes)
        *hidden, logits = layer_sums(X, params)
        far = all(np.abs(Z).min() > 1e-2 for Z in hidden)
        alive = all((Z > 0).any(axis=0).all() and (Z < 0).any() for Z in hidden)
        if far and alive and logits.min() < 0 < logits.max():
            return X, rng.integers(0, sizes[-1], n), params


def network_loss(X, y, tensors):
    """Return the loss for tensors W1, b1, W2, …, computed a second time."""
    numbers = range(1, len(tensors) // 2 + 1)
    Z = layer_sums(X, [(tensors[f"W{n}"], tensors[f"b{n}"]) for n in numbers])[-1]
    return np.mean(np.log(np.sum(np.exp(Z), axis=1)) - Z[np.arange(len(y)), y])


def two_layers(rng):
    """Return (X, y, params) that fit together, all labels 0."""
    return rng.normal(size=(3, 4)), np.zeros(3, int), network(rng, 4, 5, 3)


def bad_labels(rng):
    """Return cases with a label above C - 1, and with one below 0, at any place."""
    X, _, params = two_layers(rng)
    labels = [[0, 3, 1], [0, -1, 1], [4, 0, 1], [-3, 2, 1], [0, 1, 3], [0, 1, -1]]
    one_layer, unsigned = network(rng, 4, 2), np.array([0, 1, 255], np.uint8)
    return [
        *((X, np.array(y), params) for y in labels),
        *((X, unsigned, params), (X, np.array([0, 1, 2]), one_layer)),
    ]


def misfits(rng):
    """Return cases where X or y fits neither the other nor the first layer."""
    X, y, params = two_layers(rng)
    wide, number = rng.normal(size=(3, 5)), np.array(0)
    tables = [X[:, :3], wide, X[0], X[:2], X.reshape(3, 2, 2), X[:, :, None], number * 1.0]
    labels = [y[:1], y[:2], np.zeros(4, int), y[:, None], y[None], np.eye(3, dtype=int), number]
    return [
        *((table, y, params) for table in tables),
        *((X, each, params) for each in labels),
        (X[:1], number, params),
    ]


def at_the_corner(rng):
    """Return cases of two layers and three where rows of zeros meet biases of zero."""
    X, _, params = two_layers(rng)
    deep, y = network(rng, 4, 5, 4, 3), np.array([2, 0, 1])
    X[1] = 0.0
    return [(X, y, [(W, 0 * b) for W, b in each]) for each in (params, deep)]


# The logits are X + b: rows that are far apart in themselves and from each other.
FAR = np.array(
    [
        *([1000.0, -1000.0, -1000.0], [-1000.0, -1000.0, -999.0], [0.0, 0.0, 0.0]),
        *([999.0, 1000.0, 1000.0], [0.5, -0.25, 2.0]),
    ]
)


def far_logits():
    """Return a case of one layer with logits of ±1000."""
    return FAR, np.array([1, 0, 2, 0, 1]), [(np.eye(3), np.array([0.5, -0.25, 0.125]))]


def loss_and_grads(value, params, hint=LOSS_AND_GRADS):
    """Ask for a float and a list with a pair of gradients per layer, and return both."""
    loss, grads = parts(value, (float, list), LOSS_AND_GRADS)
    return loss, layer_pairs(grads, params, "grads", hint)


def assert_network_gradients(function, cases, hint):
    """Compare every dW and db with central differences of the loss."""
    for call, (X, y, params) in zip(function.map(cases), cases, strict=True):
        _, grads = loss_and_grads(call.value, params)
        mistake = mistake_in(grads, X, y, params)
        require(not mistake, "The gradients are wrong in a known way.", mistake=mistake)

        def loss(X=X, y=y, **tensors):
            return network_loss(X, y, tensors)

        assert_gradients(named(grads), loss, named(params), hint=hint)


def assert_right_gradients(function, right, cases, where, hint):
    """Compare every dW and db with the reference's, where small steps measure no slope."""
    expected = [right(*case)[1] for case in cases]
    for call, wanted, (_, _, params) in zip(function.map(cases), expected, cases, strict=True):
        _, grads = loss_and_grads(call.value, params, hint)
        for name, one in named(grads).items():
            same = np.allclose(one, named(wanted)[name], rtol=1e-7, atol=1e-9)
            require(same, f"The gradient of {name} is wrong {where}.", hint=hint)


@grader(1, gate=True)
def test_form(function, rng):
    """backprop returns a float and one (dW, db) per layer, in the shapes of W and b."""
    X, y, params = case = network_case(rng, 6, 5, 4, 3)
    loss_and_grads(function(*case), params, "one tuple (dW, db) per layer, the first layer first")
    assert_varies(function, [(k * X, y, params) for k in (1.0, 2.0)])


def assert_takes(function, cases):
    """Ask for a gradient per layer, whatever the number of layers."""
    for call, (_, _, params) in zip(function.map(cases), cases, strict=True):
        raised, value = call.raised, call.returned
        is_loss = isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], list)
        fails = raised.library if raised else is_loss and len(value[1]) != len(params)
        message = f"With {len(params)} layers it does not work, with two it did."
        require(not fails, message, mistake="works_for_two_layers_only")


KINDS_AND_SIZES = [
    *(("int64", 6, 5, 3), ("uint8", 1, 3, 4), ("int8", 7, 4, 6, 2)),
    *(("uint16", 5, 3, 4, 5, 3), ("int32", 4, 2, 3)),
]


@grader(3)
def test_loss(function, right, rng):
    """The loss is the softmax cross-entropy of the logits, a mean over the batch."""
    cases = [
        (rng.normal(size=(n, s[0])), rng.integers(0, s[-1], n).astype(kind), network(rng, *s))
        for kind, n, *s in KINDS_AND_SIZES
    ]
    cases.append(far_logits())
    expected = [right(*case)[0] for case in cases]
    for call, wanted in zip(function.map(cases), expected, strict=True):
        loss, _ = parts(call.value, (float, list), LOSS_AND_GRADS)
        assert_close(loss, wanted, hint="forward_pass gives the logits, softmax_cross_entropy …")


@grader(3)
def test_one_layer(function, right, rng):
    """With one layer every gradient agrees with the one measured by small steps."""
    cases = [network_case(rng, n, *sizes) for n, *sizes in ((6, 5, 3), (4, 3, 3), (1, 2, 4))]
    assert_takes(function, cases)
    hint = "at the logits: (softmax(logits) - one_hot(y)) / N; then dense_backward"
    assert_network_gradients(function, cases, hint)
    hint = "softmax: take the largest logit of each row off its row before exp"
    assert_right_gradients(function, right, [far_logits()], "for logits of ±1000", hint)


@grader(4)
def test_two_layers(function, right, rng):
    """With two layers every gradient agrees with the one measured by small steps."""
    cases = [network_case(rng, 6, 5, 4, 3), network_case(rng, 7, 3, 3, 3)]
    hint = "the hidden layer gets dX of the layer above, through the relu of its own Z"
    assert_network_gradients(function, cases, hint)
    hint = "the course's slope of relu at 0 is 0: activation_backward gives it"
    where = "where a Z is exactly 0"
    assert_right_gradients(function, right, at_the_corner(rng), where, hint)


@grader(4)
def test_three_layers(function, rng):
    """With three layers every gradient agrees with the one measured by small steps."""
    cases = [network_case(rng, 6, 4, 5, 3, 2), network_case(rng, 8, 3, 4, 4, 3)]
    assert_takes(function, cases)
    hint = "the same two steps for every layer, from the last to the first"
    assert_network_gradients(function, cases, hint)


@grader(2)
def test_same_batch_twice(function, rng):
    """A batch that holds every row twice has the same loss and gradients."""
    X, y, params = network_case(rng, 5, 4, 3, 2)
    params[-1] = (params[-1][0], params[-1][1] + 10)  # logits above 0: only the batch is at stake
    cases = [(X, y, params), (np.tile(X, (2, 1)), np.tile(y, 2), params)]
    hint = "the loss is a mean: 1/N comes in once, at the logits, and nowhere else"
    once, twice = (parts(c.value, (float, list), hint) for c in function.map(cases))
    for answer in (once, twice):
        layer_pairs(answer[1], params, "grads", LOSS_AND_GRADS)
    assert_close(twice[0], once[0], hint=hint)
    others = named(twice[1])
    for name, one in named(once[1]).items():
        require(np.any(one), f"The gradient of {name} is all zero.")
        message = f"The gradient of {name} changes when every row comes twice."
        same = np.allclose(others[name], one, rtol=1e-9, atol=1e-12)
        require(same, message, hint=hint)


test_pure = pure(
    1,
    lambda rng: [network_case(rng, 6, 4, 3), network_case(rng, 6, 4, 3, 2)],
    hint="a gradient is a new array",
)
test_labels = refuses(
    1,
    "{name} refuses labels below 0 and above C - 1.",
    "label",
    bad_labels,
    hint="softmax_cross_entropy refuses them for you, if you call it first",
)
test_shapes = refuses(
    1, "{name} refuses X and y that fit neither each other nor the first layer.", "shape", misfits
)
