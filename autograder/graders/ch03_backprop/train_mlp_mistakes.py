"""3.8 train_mlp: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import (
    misconception,
    reference_for,
)

from .cases import at_logits, moved

reference = reference_for(__file__)


# Each is right where its mistake has no effect; `right` refuses bad input.


class Training:
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
    """Return what turns a function that stands for a part of `Training` into a wrong train_mlp."""

    def exchange(change):
        kind = type("Exchanged", (Training,), {part.__name__: change})

        def training(right, X, y, sizes, lr, epochs, batch_size, rng):
            right(X, y, sizes, lr, 0, batch_size, np.random.default_rng(0))  # refuses bad input
            return kind(X, y, sizes, lr, batch_size, rng).run(epochs)

        training.__name__, training.__doc__ = change.__name__, change.__doc__
        return training

    return exchange


@misconception
@instead_of(Training.order)
def never_shuffles(training):
    """Batches are the same in each epoch. Permute with rng, every time anew, and take the batch's
    rows from the permutation: X[order[start:stop]].
    """
    return np.arange(len(training.X))


@misconception
@instead_of(Training.order)
def shuffles_once(training):
    """The rows were shuffled once, before the first epoch. Draw a new permutation inside the epoch
    loop.
    """
    order = training.rng.permutation(len(training.X))
    training.order = lambda: order  # from now on
    return order


@misconception
@instead_of(Training.start)
def shuffles_with_a_generator_of_its_own(training, sizes):
    """The order comes from a generator of your own, so the seed of the one passed in cannot repeat
    it. Draw from rng.
    """
    params = reference.init_params(sizes, training.rng)
    training.rng = np.random.default_rng(0)
    return params


@misconception(grader="test_repeatable")
@instead_of(Training.order)
def shuffles_with_the_global_generator(training):
    """np.random is shared by the whole program: nobody can repeat your training. Draw from the rng
    that is passed in.
    """
    return np.random.permutation(len(training.X))


@misconception
@instead_of(Training.order)
def draws_rows_with_replacement(training):
    """Some rows come twice in an epoch and others not at all. A permutation holds each row once;
    rng.integers and rng.choice do not.
    """
    return training.rng.integers(0, len(training.X), len(training.X))


@misconception
@instead_of(Training.batch)
def shuffles_x_without_y(training, order, first):
    """Images and labels no longer match: only X was put in the new order. Index both with the same
    permutation.
    """
    stop = first + training.batch_size
    return training.X[order[first:stop]], training.y[first:stop]


@misconception
@instead_of(Training.places)
def drops_the_short_batch(training):
    """The last, shorter batch was left out. range(0, N, batch_size) reaches it, N // batch_size
    does not.
    """
    size = training.batch_size
    return range(0, max(1, len(training.X) - size + 1), size)


@misconception
def updates_once_per_epoch(right, X, y, sizes, lr, epochs, batch_size, rng):
    """There is one update per epoch. Update after every batch, inside the loop over batches."""
    right(X, y, sizes, lr, 0, batch_size, np.random.default_rng(0))
    return right(X, y, sizes, lr, epochs, len(X), rng)


@misconception
@instead_of(Training.step)
def updates_while_going_back(training, grads, X, y):
    """Layer 1 used the new W₂ (the lesson's bank example would end at 9.934 instead of 9.922).
    Collect all gradients, then update: they all belong to one point.
    """
    params = list(training.params)
    logits, cache = reference.forward_pass(X, params)
    dZ = at_logits(logits, y)
    for layer in reversed(range(len(params))):
        W, b = params[layer]
        _, dW, db = reference.dense_backward(dZ, cache[layer]["A_prev"], W)
        params[layer] = W - training.lr * dW, b - training.lr * db
        if layer > 0:
            dZ = (dZ @ params[layer][0].T) * (cache[layer - 1]["Z"] > 0)
    return params


@misconception
@instead_of(Training.step)
def climbs_the_loss(training, grads, X, y):
    """The loss rises: you added the gradient. Descent subtracts it: W - lr * dW."""
    return moved(training.params, grads, -training.lr)


@misconception
@instead_of(Training.step)
def divides_by_the_batch_size(training, grads, X, y):
    """The steps are batch_size times too small: backprop's gradients are means already. Do not
    divide once more.
    """
    return moved(training.params, grads, training.lr / min(training.batch_size, len(training.X)))


@misconception
@instead_of(Training.step)
def updates_weights_only(training, grads, X, y):
    """The biases never changed. They take the same step as the weights: b - lr * db."""
    return moved(training.params, [(dW, 0 * db) for dW, db in grads], training.lr)


@misconception
@instead_of(Training.start)
def starts_at_zero(training, sizes):
    """All weights start at 0, so all hidden units stay equal for ever. Start from
    init_params(sizes, rng).
    """
    return [(0 * W, b) for W, b in reference.init_params(sizes, training.rng)]


@misconception
@instead_of(Training.start)
def starts_with_spread_one(training, sizes):
    """The weights start with spread 1: too large for these layers. Start from init_params(sizes,
    rng), whose spread is √(2/inputs).
    """
    params = reference.init_params(sizes, training.rng)
    return [(W / np.sqrt(2 / len(W)), b) for W, b in params]


@misconception
@instead_of(Training.noted)
def notes_the_last_batch(training, met):
    """The epoch's loss is that of its last batch. Take the mean over all that were met."""
    return [met[-1][0]]


@misconception
@instead_of(Training.noted)
def adds_up_the_losses(training, met):
    """The epoch's loss is a sum over its batches. Divide, so that it does not grow with their
    number.
    """
    return [sum(loss for loss, _ in met)]


@misconception
@instead_of(Training.noted)
def notes_every_batch(training, met):
    """There is one loss per batch. Collect them, and note one mean per epoch."""
    return [loss for loss, _ in met]


@misconception
@instead_of(Training.noted)
def measures_after_the_epoch(training, met):
    """The loss was measured after the update. Note the one that backprop returned, before it."""
    loss, _ = reference.backprop(training.X, training.y, training.params)
    return [loss]
