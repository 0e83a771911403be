"""14.3 vae_loss: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    form,
    grader,
    in_form_of,
    integers,
    is_near,
    misconception,
    named_parts,
    pure,
    refuses,
    require,
    stable,
)

PARTS = ("reconstruction", "KL")


def case(rng, rows, pixels, entries=2):
    """Return pixels between 0 and 1 and at both ends, logits, means, logarithms of variances."""
    x = np.clip(rng.uniform(-0.3, 1.3, (rows, pixels)), 0, 1)
    return x, rng.normal(0, 2, (rows, pixels)), *rng.normal(0.3, 1, (2, rows, entries))


def drawn(rng):
    """Return cases of several sizes."""
    return [case(rng, *sizes) for sizes in ((5, 7, 3), (3, 11, 2), (1, 4, 1), (6, 2, 5))]


def require_part(function, right, given, part, hint):
    """Ask for one of the two numbers, on all cases."""
    place = PARTS.index(part)
    wanted = [right(*each) for each in given]
    for call, answer in zip(function.map(given), wanted, strict=True):
        seen = in_form_of(named_parts(call.value, PARTS)[part], 0.0)
        assert_close(seen, answer[place], hint=hint)


test_form = form(
    1,
    "{name} returns two floats.",
    lambda rng: [case(rng, 4, 3) for _ in range(3)],
    hint="return float(…), float(…)",
)


@grader(4)
def test_reconstruction(function, right, rng):
    """The reconstruction adds the pixels of a row up, and takes the mean over the rows."""
    hint = "np.sum(…, axis=1), then the mean"
    require_part(function, right, drawn(rng), "reconstruction", hint)


@grader(3)
def test_kl(function, right, rng):
    """The KL is the mean over the rows of kl_divergence."""
    require_part(function, right, drawn(rng), "KL", "kl_divergence(mu, log_var).mean()")


@grader(0.5)
def test_kinds(function, rng):
    """Two floats come back for float32 as well."""
    given = [each.astype(np.float32) for each in case(rng, 4, 3)]
    for part in named_parts(function(*given), PARTS).values():
        require(isinstance(part, float), "A number is no float.", hint="float(…)")


@grader(0.5)
def test_doubled(function, rng):
    """The same rows twice give the same two numbers."""
    given = case(rng, 4, 6)
    once = named_parts(function(*given), PARTS)
    twice = named_parts(function(*(np.concatenate([each, each]) for each in given)), PARTS)
    for part in PARTS:
        for seen in (once[part], twice[part]):
            assert_close(seen, 1.0, atol=np.inf)
        fits = bool(once[part]) and is_near(twice[part], once[part], rtol=1e-9)
        message = f"{part} is another one for twice the same rows."
        require(fits, message, hint="a mean over the rows")


test_stable = stable(
    2,
    "Logits of ±1000 give no overflow, and the right numbers.",
    lambda rng: [
        (
            np.array([[0.0, 1.0, 0.5, 0.25]]),
            np.array([row]),
            np.zeros((1, 2)),
            np.ones((1, 2)),
        )
        for row in (
            [1e3, -1e3, 2.0, 1e3],
            [-1e3, 1e3, -1e3, -1e3],
            [30.0, -30.0, 90.0, -90.0],
            [700.0, 50.0, -40.0, 0.0],
        )
    ],
    hint="np.logaddexp(0, logits) - x * logits",
    rtol=1e-5,  # float32 may be computed with as it is
    atol=1e-12,
)
test_integers = integers(
    1,
    lambda rng: [
        (
            np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0]]),
            np.array([[100.0, -3.0, 2.0], [7.0, 90.0, -1.0]]),
            np.array([[12.0, -1.0], [16.0, 20.0]]),
            np.array([[1.0, 2.0], [3.0, -1.0]]),
        )
    ],
    hint="make floats first: -x is 255 in uint8",
)
test_pure = pure(1, lambda rng: [case(rng, 3, 4), case(rng, 1, 2)])


def beyond(rng):
    """Yield cases with one pixel below 0 or above 1."""
    for bad in (-0.01, 1.01, 255.0, -1.0):
        x, *rest = case(rng, 3, 4)
        x[1, 2] = bad
        yield x, *rest


test_range = refuses(
    2,
    "{name} refuses pixels below 0 and above 1.",
    "range",
    lambda rng: list(beyond(rng)),
    hint="np.min(x) < 0 or np.max(x) > 1",
    accepts=lambda rng: [(np.array([[0.0, 1.0]]), np.ones((1, 2)), *np.zeros((2, 1, 1)))],
)


def _softplus(a):
    return np.logaddexp(0, 1.0 * a)


@misconception
def takes_the_mean_of_the_pixels(right, x, logits, mu, log_var):
    """The mean of the pixels was taken, so the reconstruction is P times too small, and KL will
    win: the network learns nothing but the standard distribution. Add the pixels of a row up.
    """
    reconstruction, kl = right(x, logits, mu, log_var)
    return reconstruction / x.shape[1], kl


@misconception
def adds_the_rows_up(right, x, logits, mu, log_var):
    """Both were added up over the rows. Each is the mean over the rows."""
    reconstruction, kl = right(x, logits, mu, log_var)
    return len(x) * reconstruction, len(x) * kl


@misconception
def adds_the_kl_up(right, x, logits, mu, log_var):
    """KL was added up over the rows. It is the mean over the rows."""
    reconstruction, kl = right(x, logits, mu, log_var)
    return reconstruction, len(x) * kl


@misconception
def takes_the_mean_of_the_latent_entries(right, x, logits, mu, log_var):
    """KL is the mean over all entries. Sum over a row's entries, then the mean over the rows."""
    reconstruction, kl = right(x, logits, mu, log_var)
    return reconstruction, kl / mu.shape[1]


@misconception
def takes_logits_for_probabilities(right, x, logits, mu, log_var):
    """The logits were taken for probabilities (and cut off): p is 1 / (1 + exp(-logit))."""
    _, kl = right(x, logits, mu, log_var)
    p = np.clip(1.0 * logits, 1e-7, 1 - 1e-7)
    wrong = -x * np.log(p) - (1.0 - x) * np.log(1 - p)
    return float(wrong.sum(axis=1).mean()), kl


@misconception
def adds_a_little_before_the_logarithm(right, x, logits, mu, log_var):
    """Something small was added before the logarithm, or p was cut off: large logits are wrong by
    it. ln(p) is -np.logaddexp(0, -logits), exactly.
    """
    _, kl = right(x, logits, mu, log_var)
    p = np.exp(-_softplus(-1.0 * logits))
    wrong = -x * np.log(p + 1e-7) - (1.0 - x) * np.log(1 - p + 1e-7)
    return float(wrong.sum(axis=1).mean()), kl


@misconception
def cuts_the_probabilities_off(right, x, logits, mu, log_var):
    """p was cut off near 0 and 1, so that a pixel never costs more than some 16: -ln(p) is
    np.logaddexp(0, -logits), exactly.
    """
    _, kl = right(x, logits, mu, log_var)
    p = np.clip(np.exp(-_softplus(-1.0 * logits)), 1e-7, 1 - 1e-7)
    wrong = -x * np.log(p) - (1.0 - x) * np.log(1 - p)
    return float(wrong.sum(axis=1).mean()), kl


@misconception
def turns_the_logits_round(right, x, logits, mu, log_var):
    """White and black are exchanged, or the sign of the logits: p = 1 / (1 + exp(-logit))."""
    return right(x, -1.0 * logits, mu, log_var)


@misconception
def forgets_the_dark_pixels(right, x, logits, mu, log_var):
    """Only -x * ln(p) was added up. Where x is below 1, -(1 - x) * ln(1 - p) belongs to it."""
    _, kl = right(x, logits, mu, log_var)
    return float(np.sum(x * _softplus(-1.0 * logits), axis=1).mean()), kl


@misconception
def takes_squares(right, x, logits, mu, log_var):
    """The squares of the differences were added up. Asked is the binary cross-entropy."""
    _, kl = right(x, logits, mu, log_var)
    p = np.exp(-_softplus(-1.0 * logits))
    return float(np.sum((x - p) ** 2, axis=1).mean()), kl


@misconception
def turns_the_sign_round(right, x, logits, mu, log_var):
    """Both are below 0: this is the ELBO, which is to be large. Asked are losses."""
    reconstruction, kl = right(x, logits, mu, log_var)
    return -reconstruction, -kl


@misconception
def exchanges_the_parts(right, x, logits, mu, log_var):
    """The two numbers are exchanged: first the reconstruction, then KL."""
    reconstruction, kl = right(x, logits, mu, log_var)
    return kl, reconstruction


@misconception
def adds_the_parts(right, x, logits, mu, log_var):
    """The first number holds KL as well. The two parts come back apart."""
    reconstruction, kl = right(x, logits, mu, log_var)
    return reconstruction + kl, kl
