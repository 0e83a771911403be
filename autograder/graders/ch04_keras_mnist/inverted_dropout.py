"""4.3 inverted_dropout: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_matches,
    dtype,
    form,
    generator,
    grader,
    misconception,
    pure,
    refuses,
    remote,
    repeatable,
    require,
)


def ones(rng, rate, shape=(500, 100)):
    """Return a case that drops entries of a table of ones."""
    return np.ones(shape), rate, generator(int(rng.integers(2**31))), True


def scaled(rng):
    """Return one x in three sizes, not when training: three different answers."""
    x = rng.normal(size=(4, 3))
    return [(x * k, 0.25, generator(1), False) for k in (1, 2, 3)]


def both_ways(x, rate, seed):
    """Return a case that is training and one that is not."""
    return [(x.copy(), rate, generator(seed), training) for training in (True, False)]


test_form = form(
    1,
    "{name} returns an array of the shape of x.",
    lambda rng: [(rng.normal(size=(4, 3)), 0.5, generator(1), True)],
    lambda x, *_: x,
    varies=scaled,
    hint="one entry out for every entry in",
)


@grader(2)
def test_share(function, rng):
    """When training, each entry by itself becomes 0 with the probability `rate`."""
    for rate in (0.2, 0.5):
        (call,) = function.map([ones(rng, rate)])
        assert_close(call.value, np.ones((500, 100)), atol=np.inf)
        gone = (call.value == 0).astype(np.int64)
        message = "The share of zeros is not the rate."
        require(abs(gone.mean() - rate) < 0.01, message, hint="rng.random(x.shape) >= rate is kept")
        whole = np.ptp(gone, axis=0).max() == 0 or np.ptp(gone, axis=1).max() == 0
        message = "Whole rows or columns are dropped."
        require(not whole, message, hint="draw as many numbers as x has entries")
    cases = [(rng.normal(size=(4, 5)), 0.0, generator(3), True)]
    assert_matches(function, lambda x, *_: x, cases, hint="rate 0 drops nothing")


@grader(2)
def test_mean(function, rng):
    """When training, the mean of many entries is kept."""
    for rate in (0.2, 0.5, 0.75):
        (call,) = function.map([ones(rng, rate, (500, 400))])
        assert_close(call.value, np.ones((500, 400)), atol=np.inf)
        message = "The mean of many ones is not about 1 any more."
        require(abs(call.value.mean() - 1) < 0.01, message, hint="divide what is kept by 1 - rate")


@grader(1)
def test_kept(function, rng):
    """When training, what is kept is exactly entry / (1 - rate)."""
    for rate in (0.25, 0.5):
        x = rng.choice([-1, 1], (40, 5)) * rng.uniform(1, 2, (40, 5))
        answer = function(x, rate, generator(2), True)
        assert_close(answer, x, atol=np.inf)
        kept = answer != 0
        assert_close(answer[kept], (x / (1 - rate))[kept], hint="entry / (1 - rate)")


@grader(2)
def test_in_use(function, submission, rng):
    """When not training, x comes back unchanged, and the generator is not touched."""
    cases = [(rng.normal(size=s), r, generator(4), False) for s in ((5,), (3, 4)) for r in (0, 0.5)]
    hint = "dropout is for training only"
    assert_matches(function, lambda x, *_: x, cases, hint=hint)
    source = remote(submission, generator(9))
    function(np.ones(7), 0.5, source, False)
    drawn = source.random(3)
    message = "Numbers are drawn although nothing is dropped."
    wanted = np.random.default_rng(9).random(3)
    assert_close(drawn, wanted, atol=np.inf)
    require(np.allclose(drawn, wanted), message, hint="return the copy before you draw")


test_generator = repeatable(
    2,
    "Chance comes from the generator that is given.",
    lambda rng: (np.arange(1.0, 201).reshape(20, 10), 0.5, rng, True),
    seed=7,
)
test_pure = pure(
    1,
    lambda rng: both_ways(rng.normal(size=(4, 5)), 0.5, seed=5),
    line="{name} leaves x as it was, and returns an array of its own.",
    hint="work on a copy: x.copy()",
)
test_dtype = dtype(
    1,
    lambda rng: both_ways(rng.uniform(1, 9, 12), 0.5, seed=6),
    line="float32 stays float32, integers become float64.",
    hint="convert back: .astype(x.dtype)",
)
test_rates = refuses(
    1,
    "Rates below 0, and of 1 and above, are refused, training or not.",
    "rate",
    [case for rate in (1.0, 1.5, -0.1) for case in both_ways(np.ones(3), rate, seed=0)],
    hint="check 0 <= rate < 1 first",
)


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
    if not training:
        return x
    kept = rng.random(x.shape[:1]) >= rate
    kept = kept.reshape(-1, *[1] * (x.ndim - 1))
    return np.where(kept, x / (1 - rate), 0).astype(x.dtype)


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
