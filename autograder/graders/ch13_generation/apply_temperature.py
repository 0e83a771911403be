"""13.1 apply_temperature: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    dtype_of,
    form,
    grader,
    is_near,
    misconception,
    pure,
    refuses,
    require,
    shape_of,
    values,
)


def shares(rng, size=6):
    """Return probabilities of different sizes."""
    return rng.dirichlet(np.full(size, 0.8))


test_form = form(
    1,
    "{name} returns an array of the same length.",
    lambda rng: [(shares(rng), t) for t in (0.5, 2.0)],
    like=lambda probs, temperature: np.zeros(6),
    hint="the probabilities (V,)",
)
test_values = values(
    5,
    "{name} makes probabilities sharper below 1 and flatter above.",
    lambda rng: [
        (shares(rng, int(size)), float(t))
        for size, t in zip((5, 3, 7, 2, 12, 4), (0.5, 2.0, 0.3, 0.8, 5.0, 1.5), strict=True)
    ],
    hint="softmax(ln(probs) / T)",
)
test_one = values(
    1,
    "With T = 1 nothing changes; equal ones stay equal.",
    lambda rng: [
        (np.append(0.5 * shares(rng), [0.5 - 1e-5, 1e-5]), 1.0),
        (np.full(8, 0.125), 0.3),
        (np.array([1.0]), 3.0),
    ],
    hint="ln and exp undo each other",
)


def with_zeros(rng):
    """Return probabilities some of which are 0."""
    for t in (1.0, 0.2, 4.0):
        probs = np.zeros(7)
        probs[rng.permutation(7)[:4]] = shares(rng, 4)
        yield probs, t
    yield np.eye(5)[int(rng.integers(5))], 0.5


@grader(2)
def test_zeros(function, right, rng):
    """A probability of 0 stays 0."""
    hint = "ln(0) is -inf, and exp(-inf) is 0"
    for probs, t in with_zeros(rng):
        seen, wanted = function(probs, t), right(probs, t)
        # Where T is 1, what was added before the logarithm stands there as it was.
        near = shape_of(seen) == wanted.shape and is_near(seen, wanted, atol=1e-3)
        added = bool(t == 1 and near and np.max(np.asarray(seen)[probs == 0]) > 0)
        message = "A probability of 0 came back as more."
        require(not added, message, hint=hint, mistake="makes_zeros_possible" if added else "")
        assert_close(seen, wanted, hint=hint)


test_cold = values(
    2,
    "{name} is finite down to T = 0.01, for thousands of small probabilities too.",
    lambda rng: [
        (shares(rng, 5), 0.01),
        (rng.permutation([0.9, 0.1 - 1e-4, 1e-4]), 0.01),
        (rng.dirichlet(np.full(4000, 50.0)), 0.01),
        (rng.dirichlet(np.full(3000, 50.0)), 0.02),
        (shares(rng, 5), 100.0),
    ],
    hint="subtract the largest logarithm before exp",
)


@grader(1)
def test_dtype(function, right, rng):
    """float32 stays float32, integers become float64."""
    whole = [np.eye(4)[2].astype(kind) for kind in (np.int64, np.int8, np.uint8)]
    for probs in (shares(rng).astype(np.float32), *whole):
        seen, wanted = function(probs, 0.5), right(probs, 0.5)
        found = dtype_of(seen)
        message = f"{probs.dtype} in gives {found} out; expected {wanted.dtype}."
        require(found == wanted.dtype, message, hint="1.0 * probs makes floats of integers")
        assert_close(seen, wanted, rtol=1e-4, atol=1e-6)


@grader(1)
def test_silent(function, rng):
    """NumPy warns of nothing, where a probability is 0."""
    calls = function.map([(probs, t) for probs, t in with_zeros(rng)], note_warnings=True)
    for call in calls:
        _ = call.value
        message = f"NumPy warns: {', '.join(call.warned)}."
        hint = "np.log(probs, out=…, where=probs > 0), or inside np.errstate(divide=…)"
        require(not call.warned, message, hint=hint)


test_pure = pure(1, lambda rng: [(shares(rng), 0.5), (shares(rng), 1.0)])
test_temperature = refuses(
    0.5,
    "{name} refuses a temperature of 0 and below.",
    "temperature",
    lambda rng: [(shares(rng), t) for t in (0.0, 0, -1.0, -0.01)],
    hint="temperature <= 0",
)
test_prob = refuses(
    0.5,
    "{name} refuses what is no distribution.",
    "prob",
    lambda rng: [
        (probs, 0.5)
        for probs in (
            np.array([0.5, 0.6]),
            np.array([0.5, 0.4]),
            np.array([1.5, -0.5]),
            np.array([-0.25, 0.5, 0.75]),
            2 * shares(rng),
            np.zeros(3),
            shares(rng) + 1e-5,
        )
    ],
    hint="probs.min() < 0, or abs(probs.sum() - 1) > 1e-6",
)


@misconception
def divides_the_probabilities(right, probs, temperature):
    """The probabilities were divided by T, and that cancels when their sum is made 1: divide their
    logarithms.
    """
    right(probs, temperature)
    return right(probs, 1.0)


@misconception
def multiplies_by_the_temperature(right, probs, temperature):
    """A low T made it wilder: the logarithms are *divided* by T, the power is 1 / T."""
    right(probs, temperature)
    return right(probs, 1 / temperature)


@misconception
def takes_softmax_of_the_probabilities(right, probs, temperature):
    """softmax got the probabilities themselves. It wants scores: their logarithms."""
    right(probs, temperature)
    powers = np.exp((1.0 * probs - np.max(probs)) / temperature)
    return powers / powers.sum()


@misconception
def makes_zeros_possible(right, probs, temperature):
    """A probability of 0 came back as more: nothing may be added before the logarithm."""
    right(probs, temperature)
    logs = np.log(probs + 1e-8)
    powers = np.exp((logs - logs.max()) / temperature)
    return powers / powers.sum()


@misconception
def answers_nan_for_zeros(right, probs, temperature):
    """A probability of 0 became NaN: 0 times ln(0), or ln(0) minus ln(0)."""
    found = right(probs, temperature)
    return found if np.min(probs) > 0 else np.full(len(found), np.nan)


@misconception
def takes_the_plain_power(right, probs, temperature):
    """At low T all the powers of small probabilities are 0, and 0 / 0 is NaN: take logarithms, and
    subtract the largest before exp.
    """
    right(probs, temperature)
    powers = (1.0 * probs) ** (1 / temperature)
    with np.errstate(invalid="ignore"):
        return powers / powers.sum()


@misconception
def does_not_normalise(right, probs, temperature):
    """The answer does not sum to 1: divide by the sum of the powers."""
    right(probs, temperature)
    return (1.0 * probs) ** (1 / temperature)


@misconception
def divides_by_the_largest(right, probs, temperature):
    """The powers were divided by the largest of them. Divide by their sum."""
    found = right(probs, temperature)
    return found / found.max()


@misconception
def ignores_the_temperature(right, probs, temperature):
    """T is always the same, whatever is given: take the argument temperature."""
    right(probs, temperature)
    return right(probs, 0.5)
