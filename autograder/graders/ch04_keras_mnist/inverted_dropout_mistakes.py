"""4.3 inverted_dropout: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _legal(right, x, rate):
    """Return x as fresh floats; a bad rate is refused."""
    return right(np.asarray(x), rate, np.random.default_rng(0), False)


def _kept(x, rate, rng):
    """Return which entries are kept, drawn as the reference does."""
    return rng.random(x.shape) >= rate


@misconception
def does_not_rescale(right, x, rate, rng, training):
    """The mean fell by the rate: what is kept stays as it was.

    Divide it by 1 - rate, so that the next layer gets about the same sum in training as in use.
    """
    x = _legal(right, x, rate)
    return np.where(_kept(x, rate, rng), x, 0).astype(x.dtype) if training else x


@misconception
def multiplies_by_the_share_kept(right, x, rate, rng, training):
    """You multiply by 1 - rate; dividing is right: fewer entries must make up for the lost ones."""
    x = _legal(right, x, rate)
    return np.where(_kept(x, rate, rng), x * (1 - rate), 0).astype(x.dtype) if training else x


@misconception
def keeps_with_the_rate(right, x, rate, rng, training):
    """The wrong share is dropped: `rate` is the probability to become 0, not to be kept."""
    x = _legal(right, x, rate)
    if not training or rate == 0:
        return x
    return np.where(_kept(x, rate, rng), 0, x / rate).astype(x.dtype)


@misconception
def divides_by_the_rate(right, x, rate, rng, training):
    """What is kept is divided by rate; 1 - rate is the share that is kept, so divide by that."""
    x = _legal(right, x, rate)
    if not training or rate == 0:
        return x
    return np.where(_kept(x, rate, rng), x / rate, 0).astype(x.dtype)


@misconception
def drops_always(right, x, rate, rng, training):
    """Entries are dropped when the network is in use, too.

    When training is False, a copy of x comes back.
    """
    return right(x, rate, rng, True)


@misconception
def scales_in_use(right, x, rate, rng, training):
    """When not training, x is made smaller.

    That is the older way: *inverted* dropout pays in training, so that in use nothing is left to
    do.
    """
    answer = right(x, rate, rng, training)
    return answer if training else (answer * (1 - rate)).astype(answer.dtype)


@misconception
def drops_whole_rows(right, x, rate, rng, training):
    """One number decides for a whole row. Draw one for every entry: rng.random(x.shape)."""
    x = _legal(right, x, rate)
    if not training or not x.ndim:
        return x
    kept = rng.random(x.shape[:1]) >= rate
    kept = kept.reshape(-1, *[1] * (x.ndim - 1))
    return np.where(kept, x / (1 - rate), 0).astype(x.dtype)


@misconception
def draws_one_mask_for_all_rows(right, x, rate, rng, training):
    """One draw serves all rows: they lose the same entries. Draw one number for every entry of x:
    rng.random(x.shape).
    """
    x = _legal(right, x, rate)
    if not training:
        return x
    return np.where(rng.random(x.shape[1:]) >= rate, x / (1 - rate), 0).astype(x.dtype)


@misconception
def drops_a_fixed_number(right, x, rate, rng, training):
    """The number of zeros is always the same, as if they were counted out.

    Each entry is dropped with the probability `rate` by itself: rng.random(x.shape) < rate.
    """
    x = _legal(right, x, rate)
    if not training:
        return x
    kept = np.ones(x.size)
    kept[rng.permutation(x.size)[: round(rate * x.size)]] = 0
    return (x * kept.reshape(x.shape) / (1 - rate)).astype(x.dtype)


@misconception(grader="test_generator")
def draws_from_the_global_state(right, x, rate, rng, training):
    """Chance does not come from rng: the global np.random makes other numbers in every run.

    Call rng.random(x.shape).
    """
    x = _legal(right, x, rate)
    if not training:
        return x
    return np.where(np.random.random(x.shape) >= rate, x / (1 - rate), 0).astype(x.dtype)


@misconception
def makes_its_own_generator(right, x, rate, rng, training):
    """rng is not used: a new generator with a fixed seed drops the same entries in every step."""
    return right(x, rate, np.random.default_rng(0), training)
