"""14.5 gan_losses: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    form,
    grader,
    in_form_of,
    integers,
    misconception,
    named_parts,
    pure,
    refuses,
    require,
    stable,
)

PARTS = ("d", "g")
SIZES = [((5, 1), (5, 1)), ((4,), (7,)), ((2, 3), (1, 1)), ((3, 1), (2,)), ((1,), (6, 1))]


def drawn(rng, sizes=tuple(SIZES)):
    """Return logits of several shapes; the real ones are the larger ones."""
    return [(rng.normal(1, 2, real), rng.normal(-0.5, 2, fake)) for real, fake in sizes]


def require_part(function, right, given, part, hint):
    """Ask for one of the two losses, on all cases."""
    wanted = [dict(zip(PARTS, right(*each), strict=True))[part] for each in given]
    for call, number in zip(function.map(given), wanted, strict=True):
        seen = in_form_of(named_parts(call.value, PARTS)[part], 0.0)
        assert_close(seen, number, hint=hint)


test_form = form(
    1,
    "{name} returns two floats.",
    lambda rng: drawn(rng, SIZES[:2]),
    hint="return float(…), float(…)",
)


@grader(4)
def test_discriminator(function, right, rng):
    """The discriminator is to say 1 to real rows and 0 to generated ones."""
    require_part(function, right, drawn(rng, SIZES[:1]), "d", "ln(1 + e^-real), ln(1 + e^fake)")


@grader(3)
def test_generator(function, right, rng):
    """The generator wants 1 for what it has made."""
    require_part(function, right, drawn(rng, SIZES[:1]), "g", "ln(1 + e^-fake)")


@grader(0.5)
def test_kinds(function, rng):
    """Two floats come back for float32 as well."""
    given = [each.astype(np.float32) for each in drawn(rng, SIZES[:1])[0]]
    for part in named_parts(function(*given), PARTS).values():
        require(isinstance(part, float), "A number is no float.", hint="float(…)")


@grader(0.5)
def test_sizes(function, right, rng):
    """Both may have any shape, and different lengths."""
    for part in PARTS:
        require_part(function, right, drawn(rng), part, "a mean over each of the two")


test_stable = stable(
    2,
    "Logits of ±1000 give no overflow, and the right numbers.",
    lambda rng: [
        (np.array([real]), np.array([fake]))
        for real, fake in ((1e3, -1e3), (-1e3, 1e3), (40.0, -40.0), (-90.0, 90.0), (710.0, 36.0))
    ],
    hint="np.logaddexp(0, …)",
    rtol=1e-5,  # float32 may be computed with as it is
    atol=1e-12,
)
test_integers = integers(
    1,
    lambda rng: [(np.array([1.0, 3.0, 2.0]), np.array([5.0, 1.0])), (np.ones(1), np.zeros(2))],
    hint="make floats first: in uint8, -1 is 255",
)
test_pure = pure(1, lambda rng: drawn(rng, SIZES[:3]))
test_logits = refuses(
    2,
    "{name} refuses logits without a number in them.",
    "logits",
    lambda rng: [
        (np.zeros(0), np.ones(3)),
        (np.ones((2, 1)), np.zeros((0, 1))),
        (np.zeros((0, 1)), np.zeros((0, 1))),
        (np.ones(1), np.zeros((3, 0))),
    ],
    hint="real_logits.size == 0",
    accepts=lambda rng: [(np.zeros(1), np.zeros(1))],
)


def _softplus(a):
    return float(np.logaddexp(0, 1.0 * a).mean())


@misconception
def exchanges_the_labels(right, real_logits, fake_logits):
    """The labels are exchanged: D would learn to call generated rows real. 1 stands for real."""
    right(real_logits, fake_logits)
    return _softplus(real_logits) + _softplus(-1.0 * fake_logits), _softplus(-1.0 * fake_logits)


@misconception
def calls_real_rows_0(right, real_logits, fake_logits):
    """The labels are exchanged in both losses: 1 stands for real, 0 for generated."""
    right(real_logits, fake_logits)
    d = _softplus(real_logits) + _softplus(-1.0 * fake_logits)
    return d, _softplus(fake_logits)


@misconception
def lets_the_generator_fight_the_first_loss(right, real_logits, fake_logits):
    """G's loss is ln(1 - p), whose slope vanishes as long as D is not deceived. Take -ln(p) of the
    generated rows.
    """
    d, _ = right(real_logits, fake_logits)
    return d, -_softplus(fake_logits)


@misconception
def answers_minus_the_discriminators(right, real_logits, fake_logits):
    """G's loss is minus that of D. Take -ln(p) of the generated rows."""
    d, _ = right(real_logits, fake_logits)
    return d, -d


@misconception
def wants_zero_for_the_generator(right, real_logits, fake_logits):
    """G is rewarded where D sees through it: its loss wants 1 for generated rows."""
    d, _ = right(real_logits, fake_logits)
    return d, _softplus(fake_logits)


@misconception
def takes_the_mean_of_both(right, real_logits, fake_logits):
    """D's loss is half of what is asked: the sum of the two means, not their mean."""
    d, g = right(real_logits, fake_logits)
    return d / 2, g


@misconception
def adds_the_rows_up(right, real_logits, fake_logits):
    """The rows were added up. Take the mean of the real ones, and that of the generated ones."""
    right(real_logits, fake_logits)
    real, fake = np.logaddexp(0, -1.0 * real_logits), np.logaddexp(0, 1.0 * fake_logits)
    return float(real.sum() + fake.sum()), float(np.logaddexp(0, -1.0 * fake_logits).sum())


@misconception
def takes_one_mean_of_all(right, real_logits, fake_logits):
    """One mean was taken of real and generated rows together. Each has its own; then their sum."""
    _, g = right(real_logits, fake_logits)
    parts = [np.ravel(np.logaddexp(0, -1.0 * real_logits)), np.ravel(np.logaddexp(0, fake_logits))]
    return float(2 * np.concatenate(parts).mean()), g


@misconception
def takes_logits_for_probabilities(right, real_logits, fake_logits):
    """The logits were taken for probabilities: p is 1 / (1 + exp(-logit))."""
    right(real_logits, fake_logits)
    real, fake = (np.clip(1.0 * each, 1e-7, 1 - 1e-7) for each in (real_logits, fake_logits))
    return float(-np.log(real).mean() - np.log(1 - fake).mean()), float(-np.log(fake).mean())


@misconception
def adds_a_little_before_the_logarithm(right, real_logits, fake_logits):
    """Something small was added before the logarithm, or p was cut off: large logits are wrong by
    it. -ln(p) is np.logaddexp(0, -logits), exactly.
    """
    right(real_logits, fake_logits)
    real, fake = (np.exp(-np.logaddexp(0, -1.0 * each)) for each in (real_logits, fake_logits))
    d = -np.log(real + 1e-7).mean() - np.log(1 - fake + 1e-7).mean()
    return float(d), float(-np.log(fake + 1e-7).mean())


@misconception
def cuts_the_probabilities_off(right, real_logits, fake_logits):
    """p was cut off near 0 and 1, so that nothing costs more than some 16: -ln(p) is
    np.logaddexp(0, -logits), exactly.
    """
    right(real_logits, fake_logits)
    real, fake = (
        np.clip(np.exp(-np.logaddexp(0, -1.0 * each)), 1e-7, 1 - 1e-7)
        for each in (real_logits, fake_logits)
    )
    return float(-np.log(real).mean() - np.log(1 - fake).mean()), float(-np.log(fake).mean())


@misconception
def exchanges_the_two(right, real_logits, fake_logits):
    """The two numbers are exchanged: first D's loss, then G's."""
    d, g = right(real_logits, fake_logits)
    return g, d


@misconception
def forgets_the_generated_rows(right, real_logits, fake_logits):
    """D's loss knows real rows alone. Whoever calls everything real would be perfect then: add what
    it says of generated ones.
    """
    _, g = right(real_logits, fake_logits)
    return _softplus(-1.0 * real_logits), g
