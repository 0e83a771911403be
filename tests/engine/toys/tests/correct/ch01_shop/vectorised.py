import numpy as np

LIMIT = 10.0


def bill(amounts, prices, fee=0.0):
    if np.shape(amounts) != np.shape(prices):
        raise ValueError("the shape of amounts is not that of prices")
    return float(np.dot(amounts, prices) + fee)


def split(prices, rate=0.25):
    if np.any(np.isnan(prices)):
        raise ValueError("a nan among the prices")
    saved = prices * rate * (prices > LIMIT)
    return prices - saved, saved


def serve(stock, orders, prices):
    if np.ndim(orders) != 2 or orders.shape[1] != len(stock) or len(stock) != len(prices):
        raise ValueError("an order has another shape")
    left, takings = np.array(stock), []
    costs = orders @ split(prices)[0]
    for order, cost in zip(orders, costs, strict=True):
        fits = bool(np.all(order <= left))
        left -= order * fits
        takings.append(float(cost) * fits)
    return left, takings
