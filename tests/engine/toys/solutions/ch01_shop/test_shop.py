"""The public checks of chapter 1."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
)


@pytest.mark.exercise("bill")
class TestBill:
    """Exercise 1.1."""

    @pytest.mark.gate
    def test_a_float(self, function):
        """The answer is one float."""
        assert_type(function(np.array([1.0]), np.array([5.0])), float, hint="add the products up")

    def test_two_kinds(self, function):
        """Two at 3 and one at 4 cost 10, with a fee of a half 10.5."""
        amounts, prices = np.array([2, 1]), np.array([3.0, 4.0])
        assert_close(function(amounts, prices), 10.0, hint="2 * 3 + 1 * 4")
        assert_close(function(amounts, prices, 0.5), 10.5, hint="add the fee once")

    def test_lengths(self, function):
        """Two amounts and two prices are taken, two and three are refused."""
        assert_close(function(np.ones(2), np.ones(2)), 2.0, hint="these belong together")
        assert_rejects(function, np.ones(2), np.ones(3), says="shape", hint="compare the shapes")


@pytest.mark.exercise("split")
class TestSplit:
    """Exercise 1.2."""

    @pytest.mark.gate
    def test_two_arrays(self, function):
        """Both parts have the shape of the prices."""
        assert_type(function(np.ones(3)), tuple, hint="return paid, saved")
        for part in function(np.ones(3)):
            assert_close(part, np.zeros(3), atol=np.inf, hint="one number for each price")

    def test_a_cheap_and_a_dear_one(self, function):
        """4 stays 4, of 20 a quarter is saved; at 10 nothing is."""
        paid, saved = function(np.array([4.0, 20.0, 10.0, 12.0, 1.0]))
        assert_close(saved, np.array([0.0, 5.0, 0.0, 3.0, 0.0]), hint="only what is above LIMIT")
        assert_close(
            paid, np.array([4.0, 15.0, 10.0, 9.0, 1.0]), hint="the price less what is saved"
        )

    def test_the_rate_counts(self, function):
        """Half of 20 is 10."""
        assert_close(function(np.array([20.0]), 0.5)[0], np.array([10.0]), hint="rate * prices")

    def test_prices_stay(self, function):
        """The prices are as they were."""
        assert_pure(function, [(np.array([4.0, 20.0]),)], hint="make a new array")

    def test_nan(self, function):
        """NaN is refused."""
        assert_rejects(function, np.array([1.0, np.nan]), says="nan", hint="look at np.isnan")


STOCK, ORDERS = np.array([3, 1]), np.array([[2, 0], [2, 0], [1, 1]])
PRICES = np.array([4.0, 20.0])


@pytest.mark.exercise("serve")
class TestServe:
    """Exercise 1.3."""

    @pytest.mark.gate
    def test_two_parts(self, function):
        """The answer is a tuple of two."""
        answer = function(STOCK.copy(), ORDERS, PRICES)
        assert_type(answer, tuple, hint="return left, takings")
        assert_type(answer[1], list, hint="one number for each order")

    def test_three_orders(self, function):
        """The second order wants more than is left: it brings 0, and the third is served."""
        left, takings = function(STOCK.copy(), ORDERS, PRICES)
        assert_equal(list(takings), [8.0, 0.0, 19.0], hint="an order is served whole or not at all")
        assert_equal([int(each) for each in left], [0, 0], hint="take what was served")

    def test_stock_stays(self, function):
        """The stock that was given is as it was."""
        assert_pure(function, [(STOCK.copy(), ORDERS, PRICES)], hint="copy it")

    def test_lengths(self, function):
        """Orders of another length than stock and prices are refused."""
        for kinds, priced in ((3, 3), (2, 3)):
            stock, prices, hint = np.ones(kinds), np.ones(priced), "compare orders with both"
            assert_rejects(function, stock, np.ones((1, 2)), prices, says="shape", hint=hint)
