"""1.1 bill: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import assert_close, form, grader, misconception, refuses, values

from .cases import baskets

test_form = form(4, "{name} returns one float.", lambda rng: baskets(rng, 3), like=float)
test_values = values(20, "{name} adds up every amount times its price.", lambda r: baskets(r, 8))


@grader(6)
def test_fee(function, rng):
    """An empty basket costs the fee, and without one nothing."""
    fee, prices = float(rng.uniform(1.5, 4)), rng.uniform(2, 9, 5)
    assert_close(function(np.zeros(5), prices, fee), fee, hint="add the fee once, after the sum")
    assert_close(function(np.zeros(5), prices), 0.0, hint="the default of the fee is 0")


test_lengths = refuses(
    5,
    "{name} refuses amounts and prices of different lengths.",
    "shape",
    [(np.ones(2), np.ones(3)), (np.ones(4), np.ones(1))],
    hint="compare their shapes",
)


@misconception
def forgets_the_fee(right, amounts, prices, fee=0.0):
    """The fee had no effect: an empty basket costs the fee. Add it once, after the sum."""
    return right(amounts, prices)


@misconception
def pays_the_fee_for_every_kind(right, amounts, prices, fee=0.0):
    """You added the fee to every product. A basket pays it once, after the sum."""
    return right(amounts, prices) + len(amounts) * fee


@misconception
def takes_the_mean(right, amounts, prices, fee=0.0):
    """You took the mean of the products. A bill adds them up."""
    return float((right(amounts, prices) / len(amounts)) + fee)


@misconception
def goes_as_far_as_the_shorter(right, amounts, prices, fee=0.0):
    """Where amounts and prices differ in length you added up what they share. Refuse them."""
    return float(sum(one * other for one, other in zip(amounts, prices, strict=False)) + fee)
