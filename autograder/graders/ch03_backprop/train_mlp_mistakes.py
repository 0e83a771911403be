"""3.8 train_mlp: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import (
    misconception,
    reference_for,
)

from .cases import Descent, at_logits, instead_of, moved, named

reference = reference_for(__file__)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
@instead_of(Descent.order)
def never_shuffles(training):
    """Batches are the same in each epoch. Permute with rng, every time anew, and take the batch's
    rows from the permutation: X[order[start:stop]].
    """
    return np.arange(len(training.X))


@misconception
@instead_of(Descent.order)
def shuffles_once(training):
    """The rows were shuffled once, before the first epoch. Draw a new permutation inside the epoch
    loop.
    """
    order = training.rng.permutation(len(training.X))
    training.order = lambda: order  # from now on
    return order


@misconception
@instead_of(Descent.start)
def shuffles_with_a_generator_of_its_own(training, sizes):
    """The order comes from a generator of your own, so the seed of the one passed in cannot repeat
    it. Draw from rng.
    """
    params = reference.init_params(sizes, training.rng)
    training.rng = np.random.default_rng(0)
    return params


@misconception(grader="test_repeatable")
@instead_of(Descent.order)
def shuffles_with_the_global_generator(training):
    """np.random is shared by the whole program: nobody can repeat your training. Draw from the rng
    that is passed in.
    """
    return np.random.permutation(len(training.X))


@misconception
@instead_of(Descent.order)
def draws_rows_with_replacement(training):
    """Some rows come twice in an epoch and others not at all. A permutation holds each row once;
    rng.integers and rng.choice do not.
    """
    return training.rng.integers(0, len(training.X), len(training.X))


@misconception
@instead_of(Descent.batch)
def shuffles_x_without_y(training, order, first):
    """Images and labels no longer match: only X was put in the new order. Index both with the same
    permutation.
    """
    stop = first + training.batch_size
    return training.X[order[first:stop]], training.y[first:stop]


@misconception
@instead_of(Descent.places)
def drops_the_short_batch(training):
    """The last, shorter batch was left out. range(0, N, batch_size) reaches it, N // batch_size
    does not.
    """
    size = training.batch_size
    return range(0, max(1, len(training.X) - size + 1), size)


@misconception
def updates_once_per_epoch(right, X, y, sizes, lr, epochs, batch_size, rng):
    """There is one update per epoch, with all rows: batch_size had no effect. Update after every
    batch, inside the loop over batches.
    """
    right(X, y, sizes, lr, 0, batch_size, np.random.default_rng(0))
    return right(X, y, sizes, lr, epochs, len(X), rng)


@misconception
@instead_of(Descent.step)
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
@instead_of(Descent.step)
def climbs_the_loss(training, grads, X, y):
    """The loss rises: you added the gradient. Descent subtracts it: W - lr * dW."""
    return moved(training.params, grads, -training.lr)


@misconception
@instead_of(Descent.step)
def divides_by_the_batch_size(training, grads, X, y):
    """The steps are batch_size times too small: backprop's gradients are means already. Do not
    divide once more.
    """
    return moved(training.params, grads, training.lr / min(training.batch_size, len(training.X)))


@misconception
@instead_of(Descent.step)
def updates_weights_only(training, grads, X, y):
    """The biases never changed. They take the same step as the weights: b - lr * db."""
    return moved(training.params, [(dW, 0 * db) for dW, db in grads], training.lr)


@misconception
@instead_of(Descent.start)
def starts_at_zero(training, sizes):
    """All weights start at 0, so all hidden units stay equal for ever. Start from
    init_params(sizes, rng).
    """
    return [(0 * W, b) for W, b in reference.init_params(sizes, training.rng)]


@misconception
@instead_of(Descent.start)
def starts_with_spread_one(training, sizes):
    """The weights start with spread 1: too large for these layers. Start from init_params(sizes,
    rng), whose spread is √(2/inputs).
    """
    params = reference.init_params(sizes, training.rng)
    return [(W / np.sqrt(2 / len(W)), b) for W, b in params]


@misconception
@instead_of(Descent.noted)
def notes_the_last_batch(training, met):
    """The epoch's loss is that of its last batch. Take the mean over all that were met."""
    return [met[-1][0]]


@misconception
@instead_of(Descent.noted)
def adds_up_the_losses(training, met):
    """The epoch's loss is a sum over its batches. Divide, so that it does not grow with their
    number.
    """
    return [sum(loss for loss, _ in met)]


@misconception
@instead_of(Descent.noted)
def takes_the_mean_over_batches(training, met):
    """The epoch's loss is a mean over its batches, so a row of the last, shorter one counts more
    than others. Weigh each by its rows: loss * len(rows), divided by N at the end.
    """
    return [sum(loss for loss, _ in met) / len(met)]


@misconception
@instead_of(Descent.order)
def starts_anew_in_every_epoch(training):
    """Every epoch begins with new start weights: what was learned is thrown away. Call init_params
    once, before the first epoch.
    """
    if hasattr(training, "has_begun"):
        training.params = training.start(
            [len(training.X[0]), *(len(b) for _, b in training.params)]
        )
    training.has_begun = True
    return training.rng.permutation(len(training.X))


@misconception
@instead_of(Descent.noted)
def notes_every_batch(training, met):
    """There is one loss per batch. Collect them, and note one mean per epoch."""
    return [loss for loss, _ in met]


@misconception
@instead_of(Descent.noted)
def measures_after_the_epoch(training, met):
    """The loss was measured after the update. Note the one that backprop returned, before it."""
    loss, _ = reference.backprop(training.X, training.y, training.params)
    return [loss]


@misconception
@instead_of(Descent.places)
def ignores_batch_size(training):
    """batch_size has no effect: whatever it is, the same updates are made. Take batch_size rows at
    a time: order[start : start + batch_size].
    """
    training.batch_size = 1
    return range(len(training.X))


@misconception
@instead_of(Descent.places)
def takes_batches_of_32(training):
    """Your batches have 32 rows whatever batch_size is. Take batch_size rows at a time."""
    training.batch_size = 32
    return range(0, len(training.X), 32)


@misconception
@instead_of(Descent.noted)
def changes_the_learning_rate(training, met):
    """The first step is right, later ones have another length: your learning rate changes. Here
    every step takes the same lr.
    """
    training.lr *= 0.95  # from the next epoch on
    return Descent.noted(training, met)


def rate_of(before, after, grads):
    """Return the learning rate of a step of descent; NaN if it was none."""
    tensors = (named(pairs).values() for pairs in (before, after, grads))
    old, new, slope = (np.concatenate([np.ravel(each) for each in group]) for group in tensors)
    with np.errstate(all="ignore"):
        rate = (old - new) @ slope / (slope @ slope)
        return rate if np.allclose(old - new, rate * slope, rtol=1e-6, atol=1e-9) else np.nan
