"""1.3 serve: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_type,
    grader,
    pure,
    refuses,
    values,
)

from .cases import days


@grader(3, gate=True)
def test_parts(function, rng):
    """serve returns what is left and a list of takings."""
    stock, orders, prices = days(rng)[0]
    answer = function(stock, orders, prices)
    assert_type(answer, tuple, hint="return left, takings")
    assert_equal(len(answer), 2, hint="return left, takings")
    assert_type(answer[1], list, hint="one number for each order")


test_values = values(12, "{name} serves one order after the other.", days)


@grader(5)
def test_nothing_is_left(function, rng):
    """An order of all that there is leaves nothing, and the next one brings 0."""
    stock = rng.integers(2, 9, 3)
    left, takings = function(stock, np.stack([stock, stock]), np.ones(3))
    assert_close(left, 0 * stock, hint="take what was served from what is left")
    assert_equal(takings, [float(stock.sum()), 0.0], hint="an order of more than is left brings 0")


test_pure = pure(5, days, line="{name} leaves the stock as it was.")
test_shapes = refuses(
    5,
    "{name} refuses orders of another length.",
    "shape",
    [
        (np.ones(3), np.ones((2, 2)), np.ones(3)),
        (np.ones(2), np.ones((2, 2)), np.ones(3)),
        (np.ones(2), np.ones(2), np.ones(2)),
    ],
    hint="orders has a row for each order",
)
