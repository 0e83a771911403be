"""1.2 split: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import assert_close, form, grader, misconception, pure, refuses, values

from .cases import price_lists


def shapes(prices, rate):
    """Return what the two parts look like."""
    return {"paid": 1.0 * prices, "saved": 1.0 * prices}


test_form = form(4, "{name} returns two arrays of the shape of prices.", price_lists, shapes)
test_values = values(10, "{name} reduces what costs more than the limit.", price_lists)


@grader(6)
def test_cheap(function, rng):
    """Nothing is saved of what costs the limit or less."""
    prices = rng.uniform(2.0, 9.0, 4)
    _, saved = function(np.append(prices, 10.0), 0.5)
    assert_close(saved, np.zeros(5), hint="compare with LIMIT")


@grader(5)
def test_sum(function, rng):
    """The two parts add up to the price."""
    prices = rng.uniform(11.0, 30.0, 6)
    paid, saved = function(prices, 0.4)
    assert_close(saved, 0.4 * prices, hint="rate * prices")
    assert_close(paid + saved, prices, hint="what is saved is not paid")


test_pure = pure(
    5,
    # Nothing costs the limit itself: that mistake is another grader's.
    lambda rng: [(rng.uniform(11.0, 30.0, 4), 0.4)],
    line="{name} leaves the prices as they were.",
)
test_nan = refuses(
    5,
    "{name} refuses NaN.",
    "nan",
    [(np.array([np.nan, 2.0]),), (np.full((2, 2), np.nan),)],
    hint="np.isnan(prices).any()",
)


@misconception
def reduces_everything(right, prices, rate=0.25):
    """You reduced cheap goods, too. Only what costs more than LIMIT is reduced."""
    right(prices, rate)
    return prices - rate * prices, rate * prices


@misconception
def reduces_the_limit_itself(right, prices, rate=0.25):
    """You reduced what costs exactly the limit. The rule is strict: more than LIMIT."""
    right(prices, rate)
    saved = np.where(prices >= 10.0, rate * prices, 0.0)
    return prices - saved, saved


@misconception
def returns_saved_first(right, prices, rate=0.25):
    """The two parts are swapped: what is paid comes first, then what is saved."""
    return right(prices, rate)[::-1]


@misconception
def ignores_the_rate(right, prices, rate=0.25):
    """The rate had no effect: you always reduced by a quarter. Multiply by `rate`."""
    return right(prices)


@misconception
def writes_into_the_prices(right, prices, rate=0.25):
    """You changed the prices that were given. Make a new array."""
    paid, saved = right(prices, rate)
    prices[...] = paid
    return prices, saved
