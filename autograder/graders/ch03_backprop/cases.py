"""What several exercises of this chapter are graded with."""

from itertools import pairwise, permutations

import numpy as np

from autograder.asserting import assert_close, assert_type, generator, reference_for, require

reference = reference_for(__file__)

SIZES = [4, 5, 3]  # of the small networks that are trained


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


def trained(value, sizes, epochs):
    """Ask for params of these sizes and one float per epoch, and return both."""
    hint = "return params, losses: a list of (W, b) tuples, and a list with one float per epoch"
    params, losses = parts(value, (list, list), hint)
    like = [(np.zeros((d, m)), np.zeros(m)) for d, m in pairwise(sizes)]
    layer_pairs(params, like, "params", "one tuple (W, b) per layer, the first layer first")
    message = f"There are {len(losses)} losses for {epochs} epochs."
    require(len(losses) == epochs, message, hint="append one loss after each epoch")
    for loss in losses:
        assert_type(loss, float, hint="losses holds floats: float(…)")
        require(np.isfinite(loss), "A loss is NaN or infinite.")
    return params, losses


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


def batches_seen(function, X, y, seed, epochs):
    """Return the batches of two in each epoch that explain its loss; [] if none do."""
    value = function(X, y, SIZES, 0.1, epochs, 2, generator(seed))
    _, losses = trained(value, SIZES, epochs)
    return batches_behind(losses, X, y, seed)


def orders_show(X, y, seed, epochs):
    """Return whether the losses of a right training tell in which order the rows came."""
    rng = np.random.default_rng(seed)
    _, losses = reference.train_mlp(X, y, SIZES, 0.1, epochs, 2, rng)
    return bool(batches_behind(losses, X, y, seed))


def batches_behind(losses, X, y, seed):
    """Return the batches of two that explain the loss of each epoch; [] if none do."""
    params, seen = reference.init_params(SIZES, np.random.default_rng(seed)), []
    for loss in losses:
        ways = {way: one_epoch(X, y, params, way) for way in all_batches(len(X), 2)}
        way = min(ways, key=lambda way: abs(ways[way][1] - loss))
        params, known = ways[way]
        if not np.isclose(known, loss, rtol=1e-7, atol=0):
            return []
        seen.append(way)
    return seen


def is_same(params, wanted, name):
    """Return whether the tensor of this name is the same in two lists of pairs."""
    return np.allclose(named(params)[name], named(wanted)[name], rtol=1e-6, atol=1e-9)


def all_same(params, wanted):
    """Return whether all tensors are the same in two lists of pairs."""
    return all(is_same(params, wanted, name) for name in named(wanted))


def assert_same_params(seen, wanted, hint):
    """Compare two lists of pairs tensor by tensor; the message names the first that differs."""
    for name in named(wanted):
        message = f"{name} is not what these updates make of it."
        require(is_same(seen, wanted, name), message, hint=hint)


class Descent:
    """Mini-batch descent in parts: a mistake stands for one of them."""

    def __init__(self, X, y, sizes, lr, batch_size, rng):
        self.X, self.y, self.lr, self.batch_size, self.rng = X, y, lr, batch_size, rng
        self.params = self.start(sizes)

    def start(self, sizes):
        """Return the first params."""
        return reference.init_params(sizes, self.rng)

    def order(self):
        """Return the order of the rows in one epoch."""
        return self.rng.permutation(len(self.X))

    def places(self):
        """Return where in the order each batch begins."""
        return range(0, len(self.X), self.batch_size)

    def batch(self, order, first):
        """Return rows and labels of the batch that begins at a place in the order."""
        rows = order[first : first + self.batch_size]
        return self.X[rows], self.y[rows]

    def step(self, grads, X, y):
        """Return the params after the step for one batch."""
        return moved(self.params, grads, self.lr)

    def noted(self, met):
        """Return what is noted of an epoch that met these (loss, rows)."""
        return [sum(loss * n for loss, n in met) / sum(n for _, n in met)]

    def run(self, epochs):
        """Return params and losses."""
        losses = []
        for _ in range(epochs):
            order, met = self.order(), []
            for first in self.places():
                X, y = self.batch(order, first)
                loss, grads = reference.backprop(X, y, self.params)
                met.append((loss, len(X)))
                self.params = self.step(grads, X, y)
            losses += self.noted(met)
        return self.params, losses


def instead_of(part):
    """Return what turns a function that stands for a part of `Descent` into a wrong train_mlp."""

    def exchange(change):
        kind = type("Exchanged", (Descent,), {part.__name__: change})

        def training(right, X, y, sizes, lr, epochs, batch_size, rng):
            right(X, y, sizes, lr, 0, batch_size, np.random.default_rng(0))  # refuses bad input
            return kind(X, y, sizes, lr, batch_size, rng).run(epochs)

        training.__name__, training.__doc__ = change.__name__, change.__doc__
        return training

    return exchange
