"""What several exercises of this chapter are graded with."""

from itertools import permutations

import numpy as np

from autograder.asserting import assert_close, assert_type, reference_for, require

reference = reference_for(__file__)


def parts(value, kinds, hint):
    """Ask for a tuple whose parts have the types of `kinds`, and return its parts."""
    assert_type(value, tuple, hint=hint)
    message = f"The answer has {len(value)} parts, not {len(kinds)}."
    require(len(value) == len(kinds), message, hint=hint)
    for part, kind in zip(value, kinds, strict=True):
        assert_type(part, kind, hint=hint)
    return value


def layer_pairs(value, params, what, hint):
    """Ask for a list with a pair of arrays per layer, shaped like `params`, and return it."""
    assert_type(value, list, hint=hint)
    message = f"{what} has {len(value)} entries; there are {len(params)} layers."
    require(len(value) == len(params), message, hint=hint)
    for number, (pair, wanted) in enumerate(zip(value, params, strict=True), 1):
        is_pair = isinstance(pair, (tuple, list)) and len(pair) == 2
        require(is_pair, f"Layer {number} of {what} is no pair.", hint=hint)
        for one, like in zip(pair, wanted, strict=True):
            assert_close(one, like, atol=np.inf, hint=f"layer {number}: {hint}")
    return value


def named(pairs):
    """Return {"W1": …, "b1": …, "W2": …} for a list with a pair per layer."""
    return {
        f"{letter}{number}": tensor
        for number, pair in enumerate(pairs, 1)
        for letter, tensor in zip("Wb", pair, strict=True)
    }


def softmax(logits):
    """Return stable probabilities, row by row."""
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def at_logits(logits, y):
    """Return the gradient of the mean loss at the logits."""
    P = softmax(logits)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)


def moved(params, grads, lr):
    """Return params after a step of descent."""
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def all_batches(n, size):
    """Return all ways to cut n rows, in any order, into batches."""
    return {
        tuple(tuple(sorted(order[start : start + size])) for start in range(0, n, size))
        for order in permutations(range(n))
    }


def one_epoch(X, y, params, batches):
    """Return the params after an epoch in these batches, and its loss."""
    total = 0.0
    for batch in batches:
        rows = list(batch)
        loss, grads = reference.backprop(X[rows], y[rows], params)
        params, total = moved(params, grads, 0.1), total + loss * len(rows)
    return params, total / len(X)


def is_same(params, wanted, name):
    """Return whether the tensor of this name is the same in two lists of pairs."""
    return np.allclose(named(params)[name], named(wanted)[name], rtol=1e-6, atol=1e-9)


def assert_same_params(seen, wanted, hint):
    """Compare two lists of pairs tensor by tensor; the message names the first that differs."""
    for name in named(wanted):
        message = f"{name} is not what these updates make of it."
        require(is_same(seen, wanted, name), message, hint=hint)
