"""3.8 train_mlp: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_close,
    assert_pure,
    assert_reaches,
    assert_rejects_all,
    assert_repeatable,
    assert_type,
    assert_varies,
    generator,
    grader,
    misconception,
    reference_for,
    remote,
    require,
)
from course.datasets import bundled_mnist

from .cases import layer_pairs, named, parts

reference = reference_for(__file__)


# The order of the rows is the learner's own: only what no order can change is compared.
TRAINED = "return params, losses: a list of (W, b) tuples, and a list with one float per epoch"


def trained(value, like, epochs):
    """Ask for params shaped like `like` and one float per epoch, and return both."""
    params, losses = parts(value, (list, list), TRAINED)
    layer_pairs(params, like, "params", "one tuple (W, b) per layer, the first layer first")
    message = f"There are {len(losses)} losses for {epochs} epochs."
    require(len(losses) == epochs, message, hint="append one loss after each epoch")
    for loss in losses:
        assert_type(loss, float, hint="losses holds floats: float(…)")
        require(np.isfinite(loss), "A loss is NaN or infinite.")
    return params, losses


def rows(rng, n, d, c):
    """Return n rows with labels in which all c classes occur."""
    return rng.normal(size=(n, d)), rng.permutation(np.arange(n) % c)


def start_of(reference, sizes, seed):
    """Return the start values that a generator of this seed gives."""
    return reference.init_params(sizes, np.random.default_rng(seed))


def assert_same_params(seen, wanted, hint):
    """Compare two lists of pairs tensor by tensor; the message names the first that differs."""
    for name, tensor in named(wanted).items():
        message = f"{name} is not what these updates make of it."
        require(np.allclose(named(seen)[name], tensor, rtol=1e-6, atol=1e-9), message, hint=hint)


@grader(gate=True)
def test_form(function, reference, rng):
    """train_mlp returns params in the form of init_params, and one float per epoch."""
    X, y = rows(rng, 10, 4, 3)
    sizes, seed = [4, 5, 3], int(rng.integers(1 << 30))
    value = function(X, y, sizes, 0.1, 3, 4, generator(seed))
    trained(value, start_of(reference, sizes, seed), 3)
    cases = [(k * X, y, sizes, 0.1, 2, 4, generator(seed)) for k in (1.0, 2.0)]
    assert_varies(function, cases)


@grader(2)
def test_full_batch(function, right, rng):
    """With one batch per epoch every step is W - lr·gradient, from the He start."""
    hint = "start from init_params(sizes, rng); take all gradients first, then update every W and b"
    cases = []
    for sizes, n in (([5, 4, 3], 8), ([3, 6, 4, 2], 9), ([4, 3], 7)):
        X, y = rows(rng, n, sizes[0], sizes[-1])
        seed = int(rng.integers(1 << 30))
        cases += [
            (X, y, sizes, lr, e, n + more, seed) for lr, e, more in ((0.5, 1, 0), (0.1, 3, 5))
        ]
    expected = [right(*c[:-1], np.random.default_rng(c[-1])) for c in cases]
    calls = function.map([(*case[:-1], generator(case[-1])) for case in cases])
    for call, (params, losses) in zip(calls, expected, strict=True):
        seen, seen_losses = trained(call.value, params, len(losses))
        assert_same_params(seen, params, hint)
        assert_close(seen_losses, losses, rtol=1e-6, hint="the loss is measured before the step")


@grader(1)
def test_short_batch(function, right, rng):
    """The last, shorter batch is used like the others."""
    sizes, cases = [3, 4, 2], []
    for n, size in ((5, 2), (7, 3), (4, 3), (6, 2)):
        X = np.tile(rng.normal(size=3), (n, 1))  # all rows equal: no order can matter
        seed = int(rng.integers(1 << 30))
        cases.append((X, np.full(n, rng.integers(2)), sizes, 0.25, 2, size, seed))
    expected = [right(*c[:-1], np.random.default_rng(c[-1])) for c in cases]
    calls = function.map([(*case[:-1], generator(case[-1])) for case in cases])
    hint = "range(0, N, batch_size) starts every batch, the short one too; one update for each"
    for call, (params, losses) in zip(calls, expected, strict=True):
        seen, _ = trained(call.value, params, len(losses))
        assert_same_params(seen, params, hint)


@grader(1)
def test_every_row_once(function, reference, rng):
    """In every epoch each row is used once, with its own label."""
    X, y = rows(rng, 12, 4, 3)
    X *= np.arange(1, 13)[:, None]  # no two rows cost the same
    sizes, seed = [4, 5, 3], int(rng.integers(1 << 30))
    start = start_of(reference, sizes, seed)
    wanted = [reference.backprop(X, y, start)[0]] * 4
    value = function(X, y, sizes, 1e-12, 4, 3, generator(seed))  # hardly moves
    _, losses = trained(value, start, 4)
    hint = "one permutation picks rows of X and of y alike; each row once; the loss is the mean"
    assert_close(losses, wanted, rtol=1e-6, hint=hint)


@grader(1)
def test_order(function, submission, reference, rng):
    """The rows come in a new random order in every epoch, drawn from rng."""
    X, y = rows(rng, 12, 4, 3)
    sizes, seed = [4, 5, 3], int(rng.integers(1 << 30))
    start = start_of(reference, sizes, seed)
    value = function(X, y, sizes, 0.3, 2, 2, generator(seed))
    params, _ = trained(value, start, 2)
    unshuffled, hint = (
        in_given_order(reference, X, y, start),
        "order = rng.permutation(N), then X[rows]",
    )
    same = all(np.allclose(named(params)[k], v, rtol=1e-6) for k, v in named(unshuffled).items())
    require(not same, "The rows come in the order in which they are given.", hint=hint)

    twin = np.random.default_rng(seed)
    reference.init_params(sizes, twin)
    stands = [twin.random(4)]
    for epochs in (1, 2):
        own = remote(submission, generator(seed))
        function(X, y, sizes, 0.3, epochs, 2, own)
        stands.append(own.random(4))
        assert_close(stands[-1], stands[0], atol=np.inf)
    moved = not np.array_equal(stands[0], stands[1])
    require(moved, "The order is not drawn from rng.", hint=hint)
    again = not np.array_equal(stands[1], stands[2])
    require(
        again, "Only the first epoch draws an order from rng.", hint="draw inside the epoch loop"
    )


def in_given_order(reference, X, y, params):
    """Return the params after two epochs of batches of two rows, unshuffled, lr 0.3."""
    for _ in range(2):
        for first in range(0, len(X), 2):
            batch = slice(first, first + 2)
            _, grads = reference.backprop(X[batch], y[batch], params)
            params = [
                (W - 0.3 * dW, b - 0.3 * db) for (W, b), (dW, db) in zip(params, grads, strict=True)
            ]
    return params


@grader(1)
def test_repeatable(function, rng):
    """The same seed trains the same network, another seed another one."""
    X, y = rows(rng, 10, 4, 3)
    assert_repeatable(
        function,
        lambda chance: (X, y, [4, 5, 3], 0.2, 2, 4, chance),
        seed=int(rng.integers(1 << 30)),
        hint="draw from rng, never from np.random",
    )


@grader(1)
def test_memorises(function, reference, rng):
    """The loss falls, also for forty rows with random labels.

    Over 150 seeds the solution leaves 0.02 of it at most; too small or too few steps, which other
    graders tell for certain, leave up to 0.36. A bar between the two would be a matter of luck.
    """
    X, y = rng.normal(size=(40, 10)), rng.integers(0, 3, 40)
    sizes, seed = [10, 32, 3], int(rng.integers(1 << 30))
    value = function(X, y, sizes, 0.3, 60, 8, generator(seed))
    _, losses = trained(value, start_of(reference, sizes, seed), 60)
    hint = "downhill: minus lr times the gradient, for every batch"
    require(losses[-1] < 0.6 * losses[0], "The loss hardly falls.", hint=hint)


@grader(1)
def test_pure(function, rng):
    """train_mlp leaves X, y and sizes as they were."""
    X, y = rows(rng, 6, 4, 3)
    case = (X, y, [4, 5, 3], 0.1, 2, 4, generator(int(rng.integers(1 << 30))))
    assert_pure(function, [case], hint="rng.shuffle changes X itself: X[order] does not")


@grader(1)
def test_batch(function, rng):
    """train_mlp refuses a batch_size below 1."""
    X, y = rows(rng, 6, 4, 3)
    cases = [(X, y, [4, 3], 0.1, 1, size, generator(1)) for size in (0, -3)]
    assert_rejects_all(function, cases, says="batch", hint="look before you train")


# 4,000 digits to learn, 1,000 others to recognise, lr 0.3, batches of 100, 10 epochs, 1.3 s for
# one training; measured by `autograder calibrate`. The bar is 11 deviations below the mean: an
# honest answer misses it with a probability below 1e-20. The baseline is the commonest digit.
ACCURACY = Threshold(0.87, mean=0.9241, deviation=0.0048, seeds=20, baseline=0.134)


# Half a minute, because right gradients with einsum or a loop over rows take six times as long.
@grader(3, seconds=30)
def test_digits(function, submission):
    """A network of 128 hidden units, trained on 4,000 digits, recognises 87 in 100 new ones."""
    (images, labels), (new_images, new_labels) = bundled_mnist()
    X, y = images[:4000].reshape(4000, 784) / 255, labels[:4000].astype(int)
    new_X, new_y = new_images[:1000].reshape(1000, 784) / 255, new_labels[:1000]
    shapes = [(np.zeros((784, 128)), np.zeros(128)), (np.zeros((128, 10)), np.zeros(10))]

    def measure(seed):
        # A remote generator: the training is not repeated for the diagnosis.
        rng = remote(submission, generator(seed))
        value = function(X, y, [784, 128, 10], 0.3, 10, 100, rng)
        params, _ = trained(value, shapes, 10)
        return share_right(new_X, new_y, params)

    hint = "look at your losses: they fall in every epoch, to less than a tenth"
    assert_reaches(measure, ACCURACY, what="accuracy on new digits", hint=hint)


def share_right(X, y, params):
    """Return the share of rows whose highest logit is the label's."""
    A = X
    for W, b in params:
        Z = A @ W + b
        A = np.maximum(Z, 0)
    return float(np.mean(np.argmax(Z, axis=1) == y))


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def _softmax(logits):
    """Return stable probabilities, row by row."""
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _at_logits(logits, y):
    """Return the gradient at the logits, for the mean loss."""
    p = _softmax(logits)
    p[np.arange(len(y)), y] -= 1
    return p / len(y)


def _descend(params, grads, lr):
    """Return the params after one step."""
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def _train(
    data,
    sizes,
    lr,
    epochs,
    batch_size,
    rng,
    *,
    start=reference.init_params,
    order=lambda rng, n: rng.permutation(n),
    batch=lambda X, y, rows: (X[rows], y[rows]),
    step=_descend,
    short=True,
    total=lambda met: sum(loss * n for loss, n in met) / sum(n for _, n in met),
):
    """Train with one part exchanged; a batch_size below 1 is refused."""
    X, y = data
    reference.train_mlp(X, y, sizes, lr, 0, batch_size, np.random.default_rng(0))
    params, losses = start(sizes, rng), []
    for _ in range(epochs):
        turn, met = order(rng, len(X)), []
        stop = len(X) if short or len(X) < batch_size else len(X) - batch_size + 1
        for first in range(0, stop, batch_size):
            rows = turn[first : first + batch_size]
            some_X, some_y = batch(X, y, rows)
            loss, grads = reference.backprop(some_X, some_y, params)
            met.append((loss, len(rows)))
            params = step(params, grads, lr)
        losses.append(float(total(met)))
    return params, losses


@misconception
def never_shuffles(right, X, y, sizes, lr, epochs, batch_size, rng):
    """Batches are the same in each epoch.

    Permute with rng, every time anew, and take the batch's rows from the permutation:
    X[order[start:stop]].
    """
    return _train((X, y), sizes, lr, epochs, batch_size, rng, order=lambda rng, n: np.arange(n))


@misconception
def shuffles_once(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The rows were shuffled once, before the first epoch.

    Draw a new permutation inside the epoch loop.
    """
    kept = []

    def order(rng, n):
        if not kept:
            kept.append(rng.permutation(n))
        return kept[0]

    return _train((X, y), sizes, lr, epochs, batch_size, rng, order=order)


@misconception
def shuffles_with_a_generator_of_its_own(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The order comes from a generator of your own, so the seed of the one passed in cannot repeat
    it. Draw from rng.
    """
    own = np.random.default_rng(0)
    return _train(
        (X, y), sizes, lr, epochs, batch_size, rng, order=lambda rng, n: own.permutation(n)
    )


@misconception(grader="test_repeatable")
def shuffles_with_the_global_generator(right, X, y, sizes, lr, epochs, batch_size, rng):
    """np.random is shared by the whole program: nobody can repeat your training.

    Draw from the rng that is passed in.
    """

    def order(rng, n):
        return np.random.permutation(n)

    return _train((X, y), sizes, lr, epochs, batch_size, rng, order=order)


@misconception
def draws_rows_with_replacement(right, X, y, sizes, lr, epochs, batch_size, rng):
    """Some rows come twice in an epoch and others not at all.

    A permutation holds each row once; rng.integers and rng.choice do not.
    """
    return _train(
        (X, y), sizes, lr, epochs, batch_size, rng, order=lambda rng, n: rng.integers(0, n, n)
    )


@misconception
def shuffles_x_without_y(right, X, y, sizes, lr, epochs, batch_size, rng):
    """Images and labels no longer match: only X was put in the new order.

    Index both with the same permutation.
    """

    def batch(X, y, rows):
        place = batch.first % len(X)
        batch.first = (place + len(rows)) % len(X)
        return X[rows], y[place : place + len(rows)]

    batch.first = 0
    return _train((X, y), sizes, lr, epochs, batch_size, rng, batch=batch)


@misconception
def drops_the_short_batch(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The last, shorter batch was left out.

    range(0, N, batch_size) reaches it, N // batch_size does not.
    """
    return _train((X, y), sizes, lr, epochs, batch_size, rng, short=False)


@misconception
def updates_once_per_epoch(right, X, y, sizes, lr, epochs, batch_size, rng):
    """There is one update per epoch. Update after every batch, inside the loop over batches."""
    right(X, y, sizes, lr, 0, batch_size, np.random.default_rng(0))
    return right(X, y, sizes, lr, epochs, len(X), rng)


@misconception
def updates_while_going_back(right, X, y, sizes, lr, epochs, batch_size, rng):
    """Layer 1 used the new W₂ (the lesson's bank example would end at 9.934 instead of 9.922).

    Collect all gradients, then update: they all belong to one point.
    """

    def batch(X, y, rows):
        batch.rows = X[rows], y[rows]
        return batch.rows

    def step(params, _, lr):
        some_X, some_y = batch.rows
        logits, cache = reference.forward_pass(some_X, params)
        dZ, params = _at_logits(logits, some_y), list(params)
        for layer in reversed(range(len(params))):
            W, b = params[layer]
            _, dW, db = reference.dense_backward(dZ, cache[layer]["A_prev"], W)
            params[layer] = W - lr * dW, b - lr * db
            if layer > 0:
                dZ = (dZ @ params[layer][0].T) * (cache[layer - 1]["Z"] > 0)
        return params

    return _train((X, y), sizes, lr, epochs, batch_size, rng, batch=batch, step=step)


@misconception
def climbs_the_loss(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The loss rises: you added the gradient. Descent subtracts it: W - lr * dW."""

    def step(params, grads, lr):
        return _descend(params, grads, -lr)

    return _train((X, y), sizes, lr, epochs, batch_size, rng, step=step)


@misconception
def divides_by_the_batch_size(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The steps are batch_size times too small: backprop's gradients are means already.

    Do not divide once more.
    """

    def step(params, grads, lr):
        return _descend(params, grads, lr / min(batch_size, len(X)))

    return _train((X, y), sizes, lr, epochs, batch_size, rng, step=step)


@misconception
def updates_weights_only(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The biases never changed. They take the same step as the weights: b - lr * db."""

    def step(params, grads, lr):
        return [(W - lr * dW, b) for (W, b), (dW, _) in zip(params, grads, strict=True)]

    return _train((X, y), sizes, lr, epochs, batch_size, rng, step=step)


@misconception
def starts_at_zero(right, X, y, sizes, lr, epochs, batch_size, rng):
    """All weights start at 0, so all hidden units stay equal for ever.

    Start from init_params(sizes, rng).
    """

    def start(sizes, rng):
        return [(0 * W, b) for W, b in reference.init_params(sizes, rng)]

    return _train((X, y), sizes, lr, epochs, batch_size, rng, start=start)


@misconception
def starts_with_spread_one(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The weights start with spread 1: too large for these layers.

    Start from init_params(sizes, rng), whose spread is √(2/inputs).
    """

    def start(sizes, rng):
        return [(W / np.sqrt(2 / len(W)), b) for W, b in reference.init_params(sizes, rng)]

    return _train((X, y), sizes, lr, epochs, batch_size, rng, start=start)


@misconception
def notes_the_last_batch(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The epoch's loss is that of its last batch. Take the mean over all that were met."""
    return _train((X, y), sizes, lr, epochs, batch_size, rng, total=lambda met: met[-1][0])


@misconception
def adds_up_the_losses(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The epoch's loss is a sum over its batches.

    Divide, so that it does not grow with their number.
    """
    return _train(
        (X, y), sizes, lr, epochs, batch_size, rng, total=lambda met: sum(loss for loss, _ in met)
    )


@misconception
def notes_every_batch(right, X, y, sizes, lr, epochs, batch_size, rng):
    """There is one loss per batch. Collect them, and note one mean per epoch."""
    noted = []

    def total(met):
        noted.extend(loss for loss, _ in met)
        return 0.0

    params, _ = _train((X, y), sizes, lr, epochs, batch_size, rng, total=total)
    return params, noted


@misconception
def measures_after_the_epoch(right, X, y, sizes, lr, epochs, batch_size, rng):
    """The loss was measured after the update. Note the one that backprop returned, before it."""
    losses, place = [], rng.bit_generator.state
    for done in range(1, epochs + 1):
        rng.bit_generator.state = place
        params, _ = right(X, y, sizes, lr, done, batch_size, rng)
        losses.append(reference.backprop(X, y, params)[0])
    if not losses:
        return right(X, y, sizes, lr, epochs, batch_size, rng)
    return params, losses
