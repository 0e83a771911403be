"""14.1 reparameterize: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    dtype,
    form,
    integers,
    misconception,
    pure,
    refuses,
    terms,
    values,
)

SIZES = [(5, 3), (7,), (2, 3, 4), (1, 1), ()]


def case(rng, *sizes):
    """Return means, logarithms of variances, and draws."""
    return tuple(np.asarray(rng.normal(shift, 1, sizes)) for shift in (1.0, -0.5, 0.0))


def alone(rng):
    """Return cases in which one argument alone has an effect."""
    nothing = np.zeros((3, 2))
    drawn = rng.normal(2, 1, (3, 2))
    return {"mu": (drawn, nothing, nothing), "eps": (nothing, nothing - 1.5, drawn)}


test_form = form(
    1,
    "{name} returns an array of the same shape.",
    lambda rng: [case(rng, 4, 3) for _ in range(3)],
    like=lambda mu, log_var, eps: np.zeros((4, 3)),
    hint="(4, 3) for three arrays (4, 3)",
)
test_values = values(
    4,
    "{name} moves and stretches each entry by its own mean and standard deviation.",
    lambda rng: [case(rng, *sizes) for sizes in SIZES],
    hint="mu + exp(log_var / 2) * eps",
)
test_terms = terms(
    1,
    "Each of {arguments} has its effect.",
    alone,
    hint="mu is added, eps is multiplied by the standard deviation",
)
test_dtype = dtype(1, lambda rng: [case(rng, 3, 2), case(rng, 5)])
test_integers = integers(
    1,
    lambda rng: [
        (np.array([100.0, -3.0, 7.0]), np.array([5.0, 1.0, 3.0]), np.array([2.0, 1.0, -1.0]))
    ],
    hint="0.5 * log_var makes floats",
)
test_pure = pure(
    1, lambda rng: [case(rng, 3, 4), case(rng, 1), (*case(rng, 2, 3)[:2], np.zeros((2, 3)))]
)
test_shape = refuses(
    1,
    "{name} refuses shapes that are not equal.",
    "shape",
    lambda rng: [
        (np.ones((3, 2)), np.ones((3, 2)), np.ones(2)),
        (np.ones((3, 2)), np.ones((1, 2)), np.ones((3, 2))),
        (np.ones(2), np.ones((3, 2)), np.ones((3, 2))),
        (np.ones((3, 1)), np.ones((3, 2)), np.ones((3, 2))),
        (np.ones((2, 3)), np.ones((2, 3)), np.ones((3, 2))),
        (np.ones((1, 3)), np.ones((1, 3)), np.ones(3)),
        (np.ones((1, 3)), np.ones((2, 3)), np.ones((1, 3))),
        (np.ones(4), np.ones((4, 1)), np.ones((4, 1))),
    ],
    hint="not mu.shape == log_var.shape == eps.shape",
)


@misconception
def takes_log_var_for_the_deviation(right, mu, log_var, eps):
    """eps was multiplied by log_var itself, which may be below 0. The standard deviation is
    exp(log_var / 2).
    """
    right(mu, log_var, eps)
    return mu + 1.0 * log_var * eps


@misconception
def takes_the_variance_for_the_deviation(right, mu, log_var, eps):
    """eps was multiplied by exp(log_var), the variance. The standard deviation is its root:
    exp(log_var / 2).
    """
    return right(mu, 2.0 * log_var, eps)


@misconception
def takes_the_logarithm_of_the_deviation(right, mu, log_var, eps):
    """The root was taken of the logarithm, or twice. The root of exp(l) is exp(l / 2)."""
    return right(mu, 0.5 * log_var, eps)


@misconception
def turns_the_sign_round(right, mu, log_var, eps):
    """The standard deviation is one divided by the right one: exp(+log_var / 2), no minus."""
    return right(mu, -1.0 * log_var, eps)


@misconception
def stretches_the_mean_too(right, mu, log_var, eps):
    """mu was multiplied as well. Only eps is stretched; mu is added behind it."""
    zero = 0.0 * mu
    return right(zero, log_var, mu + 1.0 * eps)


@misconception
def leaves_chance_out(right, mu, log_var, eps):
    """eps has no effect: what comes back is the mean alone. Add exp(log_var / 2) * eps."""
    right(mu, log_var, eps)
    return 1.0 * mu


@misconception
def subtracts_the_chance(right, mu, log_var, eps):
    """eps was subtracted. It is added: mu + exp(log_var / 2) * eps."""
    return right(mu, log_var, -1.0 * eps)
