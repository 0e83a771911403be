"""What several exercises of this chapter are graded with."""

import numpy as np


def baskets(rng, count):
    """Return cases (amounts, prices, fee), of several kinds of goods each."""
    sizes = rng.integers(2, 6, count)
    return [(rng.uniform(1, 5, k), rng.uniform(2, 9, k), float(rng.uniform(1, 3))) for k in sizes]


def price_lists(rng):
    """Return cases (prices, rate): cheap ones, the limit itself and dear ones."""
    return [
        (np.array([*rng.uniform(2, 9, 2), 10.0, *rng.uniform(12, 30, 3)]), rate)
        for rate in rng.uniform(0.3, 0.6, 3)
    ]


def days(rng):
    """Return cases (stock, orders, prices): the second order is never served, the others are."""
    cases = []
    for k in (2, 3):
        orders = rng.integers(1, 5, (4, k))
        stock = orders.sum(axis=0) - orders[1] + 1
        orders[1] = stock
        orders[1, 0] += rng.integers(1, 4)
        cases.append((stock, orders, np.array([20.0, *rng.uniform(2, 9, k - 1)])))
    return cases
