"""Chapter 1: A shop.

`prices` holds one price for each kind of goods, `amounts` and `stock` one number for each kind.
A refusal is a ValueError whose text holds the word that is named.
"""

import numpy as np

LIMIT = 10.0  # what costs more is reduced


def bill(amounts: np.ndarray, prices: np.ndarray, fee: float = 0.0) -> float:
    """Return what a basket costs: every amount times its price, added up, and the fee.

    amounts and prices (k,) -> a float.
    Loop form: for each kind of goods: amount * price.

    >>> bill(np.array([2, 1]), np.array([3.0, 4.0]), fee=0.5)
    10.5

    ValueError (say "shape") if amounts and prices have not the same shape.
    """
    ### BEGIN SOLUTION
    if amounts.shape != prices.shape:
        raise ValueError(f"bill: shape: amounts {amounts.shape}, prices {prices.shape}")
    total = np.float64(fee)
    for amount, price in zip(amounts, prices, strict=True):
        total += amount * price
    return float(total)
    ### END SOLUTION


def split(prices: np.ndarray, rate: float = 0.25) -> tuple[np.ndarray, np.ndarray]:
    """Split prices into what is paid and what is saved; return `(paid, saved)`.

    prices of any shape -> two float64 arrays of the same shape.
    A price above LIMIT is reduced by the share `rate`; at LIMIT nothing is saved.
    Graded: prices is not changed.

    >>> split(np.array([4.0, 20.0]))
    (array([ 4., 15.]), array([0., 5.]))

    ValueError (say "nan") if any price is NaN.
    """
    ### BEGIN SOLUTION
    if np.isnan(prices).any():
        raise ValueError(f"split: nan: {np.isnan(prices).sum()} of {prices.size} prices")
    saved = np.where(prices > LIMIT, rate * prices, 0.0)
    return prices - saved, saved
    ### END SOLUTION


def serve(
    stock: np.ndarray, orders: np.ndarray, prices: np.ndarray
) -> tuple[np.ndarray, list[float]]:
    """Serve orders one after the other; return `(left, takings)`.

    stock and prices (k,), orders (n, k) -> what is left of the stock, and a list of n floats.
    An order of more than there is left takes nothing and brings 0. The others bring the `bill`
    for reduced prices, as `split` has them.
    Graded: stock is not changed.

    >>> serve(np.array([3, 1]), np.array([[2, 0], [2, 0], [1, 1]]), np.array([4.0, 20.0]))
    (array([0, 0]), [8.0, 0.0, 19.0])

    ValueError (say "shape") if an order is not as long as stock and prices.
    """
    ### BEGIN SOLUTION
    if orders.ndim != 2 or not orders.shape[1:] == stock.shape == prices.shape:
        raise ValueError(f"serve: shape: orders {orders.shape}, stock {stock.shape}")
    left, takings = stock.copy(), []
    paid, _ = split(prices)
    for order in orders:
        if np.any(order > left):
            takings.append(0.0)
            continue
        left = left - order
        takings.append(bill(order, paid))
    return left, takings
    ### END SOLUTION
