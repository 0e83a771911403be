"""3.8 train_mlp: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_close,
    assert_reaches,
    assert_repeatable,
    assert_varies,
    generator,
    grader,
    pure,
    reference_for,
    refuses,
    remote,
    require,
)
from course.datasets import bundled_mnist

from .cases import SIZES, all_same, assert_same_params, batches_seen, orders_show, trained
from .train_mlp_mistakes import never_shuffles, rate_of

reference = reference_for(__file__)


def task(rng, n, d=SIZES[0], c=SIZES[-1]):
    """Return n rows with labels in which all c classes occur, and the seed of a training."""
    return rng.normal(size=(n, d)), rng.permutation(np.arange(n) % c), int(rng.integers(1 << 30))


def short_case(rng, batch_size):
    """Return the arguments of one short training."""
    X, y, seed = task(rng, 6)
    return X, y, SIZES, 0.1, 2, batch_size, generator(seed)


def compared(function, right, cases):
    """Yield (params, losses) of the learner's and of the right training, case by case.

    A case ends in the seed of its generator. The order of the rows is the learner's own: only what
    no order can change is compared.
    """
    expected = [right(*case, np.random.default_rng(seed)) for *case, seed in cases]
    calls = function.map([(*case, generator(seed)) for *case, seed in cases])
    for call, wanted, (_, _, sizes, _, epochs, *_) in zip(calls, expected, cases, strict=True):
        yield trained(call.value, sizes, epochs), wanted


@grader(gate=True)
def test_form(function, rng):
    """train_mlp returns params in the form of init_params, and one float per epoch."""
    X, y, seed = task(rng, 10)
    trained(function(X, y, SIZES, 0.1, 3, 4, generator(seed)), SIZES, 3)
    assert_varies(function, [(k * X, y, SIZES, 0.1, 2, 4, generator(seed)) for k in (1.0, 2.0)])


def assert_known_steps(function, right, rng):
    """Ask that batch_size and lr mean what they should, in small trainings."""
    X, y, seed = task(rng, 9)

    def after(epochs, size, train=function, chance=generator):
        params, _ = trained(train(X, y, SIZES, 0.1, epochs, size, chance(seed)), SIZES, epochs)
        return params

    single, some, full, two = after(1, 1), after(1, 3), after(1, 9), after(2, 9)
    whole = after(1, 9, right, np.random.default_rng)
    is_blind = all_same(single, some) and all_same(single, full) and not all_same(single, whole)
    message = "The params are the same whatever batch_size is."
    require(not is_blind, message, mistake="ignores_batch_size")
    if all_same(full, whole):
        rate = rate_of(full, two, reference.backprop(X, y, full)[1])
        is_other = np.isfinite(rate) and not np.isclose(rate, 0.1, rtol=1e-5)
        message = "The second step has another length than the first."
        require(not is_other, message, mistake="changes_the_learning_rate")


@grader(2)
def test_full_batch(function, right, rng):
    """With one batch per epoch every step is W - lr·gradient, from the He start."""
    assert_known_steps(function, right, rng)
    cases = []
    kinds = (([5, 4, 3], 8, "int64"), ([3, 6, 4, 2], 9, "uint8"), ([4, 3], 7, "int8"))
    for sizes, n, kind in kinds:
        X, y, seed = task(rng, n, sizes[0], sizes[-1])
        y = y.astype(kind)
        cases += [(X, y, sizes, 0.5, 1, n, seed), (X, y, sizes, 0.1, 3, n + 5, seed)]
    hint = "start from init_params(sizes, rng); take all gradients first, then update every W and b"
    for (params, losses), (wanted, wanted_losses) in compared(function, right, cases):
        assert_same_params(params, wanted, hint)
        hint = "the loss is measured before the step"
        assert_close(losses, wanted_losses, rtol=1e-6, hint=hint, part="`losses`")


ROWS_COUNT = (
    "batches hold batch_size rows, only the last one fewer, and each counts by its rows: "
    "loss * len(rows), divided by N at the end"
)


@grader(1)
def test_short_batch(function, right, rng):
    """The last, shorter batch is used like the others."""
    cases = []
    for n, size in ((5, 2), (7, 3), (4, 3), (6, 2), (10, 4), (3, 1)):
        X = np.tile(rng.normal(size=3), (n, 1))  # all rows equal: no order can matter
        seed, y = int(rng.integers(1 << 30)), np.full(n, rng.integers(2))
        cases.append((X, y, [3, 4, 2], 0.25, 2, size, seed))
    hint = "range(0, N, batch_size) starts every batch, the short one too; one update for each"
    for (params, losses), (wanted, wanted_losses) in compared(function, right, cases):
        assert_same_params(params, wanted, hint)
        assert_close(losses, wanted_losses, rtol=1e-6, hint=ROWS_COUNT, part="`losses`")


@grader(1)
def test_every_row_once(function, right, rng):
    """In every epoch each row is used once, with its own label."""
    X, y, seed = task(rng, 11)
    X *= np.arange(1, 12)[:, None]  # no two rows cost the same
    cases = [(X, y, SIZES, 1e-12, 4, 4, seed)]  # hardly moves
    hint = "one permutation picks rows of X and of y alike; each row once; the loss is the mean"
    for (_, losses), (_, wanted) in compared(function, right, cases):
        assert_close(losses, wanted, rtol=1e-6, hint=hint, part="`losses`")


@grader(1)
def test_order(function, submission, right, rng):
    """The rows come in a new random order in every epoch, drawn from rng."""
    X, y, seed = task(rng, 12)

    def case(epochs, chance):
        return X, y, SIZES, 0.3, epochs, 2, chance

    params, _ = trained(function(*case(2, generator(seed))), SIZES, 2)
    unshuffled, _ = never_shuffles(right, *case(2, np.random.default_rng(seed)))
    hint = "order = rng.permutation(N), then X[rows]"
    message = "The rows come in the order in which they are given."
    require(not all_same(params, unshuffled), message, hint=hint)
    untouched = np.random.default_rng(seed)
    right(*case(0, untouched))
    stands = [untouched.random(4)]  # where the generator stands after no epoch, one, two
    for epochs in (1, 2):
        own = remote(submission, generator(seed))
        function(*case(epochs, own))
        stands.append(own.random(4))
        assert_close(stands[-1], stands[0], atol=np.inf)
    none, one, two = stands
    require(not np.array_equal(none, one), "The order is not drawn from rng.", hint=hint)
    message = "Only the first epoch draws an order from rng."
    require(not np.array_equal(one, two), message, hint="draw inside the epoch loop")
    assert_orders_used(function, rng)


def assert_orders_used(function, rng):
    """Ask that the rows themselves come in random orders: epochs, generators and batches differ.

    Of six ways to cut four rows into two batches 48 epochs show five at least (but for 1e-7).
    """
    X, y, seed = task(rng, 4)
    while not all(orders_show(X, y, own, 24) for own in (seed, seed + 1)):  # units may be dead
        X, y, seed = task(rng, 4)
    one, other = (batches_seen(function, X, y, own, 24) for own in (seed, seed + 1))
    if not one or not other:
        return  # the losses are others: other graders tell
    hint = "use what rng.permutation returns: it changes nothing by itself"
    require(len(set(one)) > 1, "Every epoch has the order of the first one.", hint=hint)
    require(one != other, "The order of the rows is the same whatever rng draws.", hint=hint)
    message = "The batches hold the same rows in every epoch."
    require(len(set(one)) > 2, message, hint="permute the rows, then cut the batches")
    hint = "rng.permutation(N) draws every order of the rows alike"
    require(len({*one, *other}) > 4, "Some orders of the rows never come.", hint=hint)


@grader(1)
def test_repeatable(function, rng):
    """The same seed trains the same network, another seed another one."""
    X, y, seed = task(rng, 10)
    hint = "draw from rng, never from np.random"
    assert_repeatable(
        function, lambda chance: (X, y, SIZES, 0.2, 2, 4, chance), seed=seed, hint=hint
    )


@grader(1)
def test_memorises(function, rng):
    """The loss falls, also for forty rows with random labels.

    Over 150 seeds the solution leaves 0.02 of it at most; too small or too few steps, which other
    graders tell for certain, leave up to 0.46; labels that do not belong to their rows, which
    cannot be learned, leave at least 0.75. With larger X some trainings run off by chance.
    """
    X, y, seed = task(rng, 40, 20)
    X, sizes = 0.5 * X, [20, 32, 3]
    _, losses = trained(function(X, y, sizes, 0.3, 60, 8, generator(seed)), sizes, 60)
    hint = "downhill: minus lr times the gradient, for every batch"
    require(losses[-1] < 0.6 * losses[0], "The loss hardly falls.", hint=hint)


test_pure = pure(
    1,
    lambda rng: [short_case(rng, 4)],
    line="{name} leaves X, y and sizes as they were.",
    hint="rng.shuffle changes X itself: X[order] does not",
)
test_batch = refuses(
    1,
    "{name} refuses a batch_size below 1.",
    "batch",
    lambda rng: [short_case(rng, size) for size in (0, -3)],
    hint="look before you train",
)

# 4,000 digits to learn, 1,000 others to recognise, lr 0.3, batches of 100, 10 epochs, 1.3 s for
# one training; measured by `autograder calibrate`. The bar is 10 deviations below the mean: an
# honest answer misses it with a probability below 1e-20. The baseline is the commonest digit.
ACCURACY = Threshold(0.87, mean=0.9207, deviation=0.0051, seeds=20, baseline=0.134)


def digits(rng):
    """Return 4,000 digits to learn and 1,000 new ones, their pixels and their labels permuted.

    The new ones are a little noisy: weights or labels that were known before are worth nothing.
    """
    (images, labels), (new_images, new_labels) = bundled_mnist()
    pixels, names = rng.permutation(784), rng.permutation(10)
    X, new_X = (some.reshape(len(some), 784)[:, pixels] / 255 for some in (images, new_images))
    new_X = new_X[:1000] + rng.normal(0.0, 0.05, (1000, 784))
    return X[:4000], names[labels[:4000]], new_X, names[new_labels[:1000]]


# Half a minute, because right gradients with einsum or a loop over rows take six times as long.
@grader(3, seconds=30)
def test_digits(function, right, submission, rng):
    """A network of 128 hidden units, trained on 4,000 digits, recognises 87 in 100 new ones."""
    assert_known_steps(function, right, rng)  # one row at a time takes minutes
    X, y, new_X, new_y = digits(rng)
    sizes = [784, 128, 10]

    def measure(seed):
        # A remote generator: the training is not repeated for the diagnosis.
        value = function(X, y, sizes, 0.3, 10, 100, remote(submission, generator(seed)))
        params, _ = trained(value, sizes, 10)
        logits, _ = reference.forward_pass(new_X, params)
        return float(np.mean(np.argmax(logits, axis=1) == new_y))

    hint = "look at your losses: they fall in every epoch, to less than a tenth"
    assert_reaches(measure, ACCURACY, what="accuracy on new digits", hint=hint)
