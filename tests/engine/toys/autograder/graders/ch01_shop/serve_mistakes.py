"""1.3 serve: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception, reference_for

reference = reference_for(__file__)


def _served(right, stock, orders, prices, *, strict=True, stops=False, reduced=True):
    """Serve orders in a way of its own; `right` refuses what does not fit."""
    right(stock, orders, prices)
    left, takings = stock.copy(), []
    paid = reference.split(prices)[0] if reduced else prices
    for order in orders:
        if strict and np.any(order > left):
            takings.append(0.0)
            if stops:
                break
            continue
        left = left - order
        takings.append(float(np.sum(order * paid)))
    return left, takings + [0.0] * (len(orders) - len(takings))


@misconception
def sells_what_is_not_there(right, stock, orders, prices):
    """The stock fell below 0: an order of more than is left takes nothing."""
    return _served(right, stock, orders, prices, strict=False)


@misconception
def stops_at_the_first_refusal(right, stock, orders, prices):
    """You closed the shop at the first order that could not be served. The others go on."""
    return _served(right, stock, orders, prices, stops=True)


@misconception
def takes_full_prices(right, stock, orders, prices):
    """The takings are those of full prices. What is paid is what `split` returns first."""
    return _served(right, stock, orders, prices, reduced=False)


@misconception
def serves_every_order_from_a_full_stock(right, stock, orders, prices):
    """Every order met the whole stock. What one takes is not there for the next."""
    left, _ = right(stock, orders, prices)
    return left, [right(stock, order[np.newaxis], prices)[1][0] for order in orders]


@misconception
def looks_at_the_stock_alone(right, stock, orders, prices):
    """Prices for more goods than there are were not refused. Compare orders with both."""
    return right(stock, orders, prices[: len(stock)])
