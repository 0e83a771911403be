"""14.2 kl_divergence: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    dtype,
    form,
    grader,
    integers,
    misconception,
    pure,
    refuses,
    require,
    values,
    vectorised,
)

SIZES = [(5, 3), (3, 5), (1, 4), (6, 1), (2, 2)]


def case(rng, rows, entries):
    """Return means, and logarithms of variances below and above 0."""
    return rng.normal(0.5, 1, (rows, entries)), rng.normal(0.2, 1, (rows, entries))


test_form = form(
    1,
    "{name} returns one number for each row.",
    lambda rng: [case(rng, 4, 3) for _ in range(3)],
    like=lambda mu, log_var: np.zeros(4),
    hint="(N,): sum over axis 1",
)
test_values = values(
    6,
    "{name} adds up, for each row, what each of its entries is away from the standard one.",
    lambda rng: [case(rng, *sizes) for sizes in SIZES],
    hint="-1/2 * sum(1 + log_var - mu**2 - exp(log_var)), over axis 1",
)


@grader(2)
def test_least(function, rng):
    """It is 0 for the standard distribution, and above 0 for every other one."""
    assert_close(function(np.zeros((3, 2)), np.zeros((3, 2))), np.zeros(3), hint="1 + 0 - 0 - 1")
    mu, log_var = rng.normal(0, 1, (2, 200, 2))
    mu[:50], log_var[50:100] = 0, 0
    seen = function(mu, log_var)
    assert_close(seen, np.zeros(200), atol=np.inf)
    message = "The divergence is not above 0 for distributions that are not the standard one."
    fits = bool(np.all(seen > 0))
    mistake = "turns_the_sign_round" if np.all(seen < 0) else ""
    require(fits, message, hint="-1/2 in front", mistake=mistake)


test_vectorised = vectorised(1, lambda rng, n: case(rng, n, 2), hint="np.sum(…, axis=1)")
test_dtype = dtype(1, lambda rng: [tuple(2 * each for each in case(rng, 3, 2))])
test_integers = integers(
    1,
    lambda rng: [
        (
            np.array([[100.0, -20.0, 3.0], [12.0, 16.0, 1.0]]),
            np.array([[1.0, -2.0, 5.0], [0.0, 3.0, 2.0]]),
        )
    ],
    hint="make floats first: in int8, 100 squared is 16",
)
test_pure = pure(1, lambda rng: [case(rng, 3, 2), case(rng, 1, 1)])
test_shape = refuses(
    2,
    "{name} refuses what is no table, and two tables of different shapes.",
    "shape",
    lambda rng: [
        (np.ones(3), np.ones(3)),
        (np.ones((2, 3, 4)), np.ones((2, 3, 4))),
        (np.ones((3, 2)), np.ones(2)),
        (np.ones((3, 2)), np.ones((1, 2))),
        (np.ones((3, 2)), np.ones((3, 1))),
        (np.ones((1, 2)), np.ones((3, 2))),
        (np.ones((2, 3)), np.ones((3, 2))),
    ],
    hint="mu.ndim != 2, log_var.shape != mu.shape",
)


def _terms(mu, log_var):
    """Return what each entry adds, before the half and its sign."""
    return 1 + 1.0 * log_var - (1.0 * mu) ** 2 - np.exp(1.0 * log_var)


@misconception
def turns_the_sign_round(right, mu, log_var):
    """The divergence came out below 0, which it never is: there is a minus in front of the half."""
    return -right(mu, log_var)


@misconception
def forgets_the_half(right, mu, log_var):
    """Each number is twice too large: the sum is multiplied by 1/2."""
    return 2 * right(mu, log_var)


@misconception
def takes_the_mean_of_the_entries(right, mu, log_var):
    """The mean of each row was taken. Add its entries up: every latent axis counts in full."""
    return right(mu, log_var) / mu.shape[1]


@misconception
def adds_the_rows_up(right, mu, log_var):
    """The rows were added up, and the entries kept apart. Sum over axis 1."""
    right(mu, log_var)
    return -0.5 * _terms(mu, log_var).sum(axis=0)


@misconception
def adds_everything_up(right, mu, log_var):
    """One number came back for all rows together. Sum over axis 1 alone."""
    return right(mu, log_var).sum()


@misconception
def forgets_the_square(right, mu, log_var):
    """mu counts as it is. It is its square that is subtracted."""
    right(mu, log_var)
    return -0.5 * np.sum(1 + log_var - 1.0 * mu - np.exp(1.0 * log_var), axis=1)


@misconception
def forgets_the_one(right, mu, log_var):
    """Half a unit is missing for each entry: the sum begins with 1."""
    return right(mu, log_var) + 0.5 * mu.shape[1]


@misconception
def takes_log_var_for_the_variance(right, mu, log_var):
    """log_var was taken for the variance itself: exp(log_var) is the variance, log_var its
    logarithm.
    """
    right(mu, log_var)
    with np.errstate(invalid="ignore", divide="ignore"):
        return -0.5 * np.sum(1 + np.log(1.0 * log_var) - mu**2.0 - log_var, axis=1)


@misconception
def takes_log_var_for_that_of_the_deviation(right, mu, log_var):
    """log_var was taken for the logarithm of the standard deviation. It is that of its square."""
    return right(mu, 2.0 * log_var)


@misconception
def looks_from_the_other_side(right, mu, log_var):
    """This is the divergence of the standard distribution from the given one; asked is the other
    way round.
    """
    right(mu, log_var)
    variance = np.exp(1.0 * log_var)
    return 0.5 * np.sum(log_var + (1 + 1.0 * mu**2) / variance - 1, axis=1)


@misconception
def exchanges_the_two(right, mu, log_var):
    """mu and log_var are exchanged: mu is squared, exp is taken of log_var."""
    return right(log_var, mu)
