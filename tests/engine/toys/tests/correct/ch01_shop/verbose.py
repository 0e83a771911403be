import math

import numpy as np

LIMIT = 10.0


def bill(amounts, prices, fee=0.0):
    if len(amounts) != len(prices):
        raise ValueError("shape")
    total = 0.0
    for number in range(len(amounts)):
        total = total + float(amounts[number]) * float(prices[number])
    return float(total + fee)


def split(prices, rate=0.25):
    paid, saved = [], []
    for price in prices.flat:
        if math.isnan(price):
            raise ValueError("nan")
        if price > LIMIT:
            saved.append(rate * price)
        else:
            saved.append(0.0)
        paid.append(price - saved[-1])
    return np.array(paid).reshape(prices.shape), np.array(saved).reshape(prices.shape)


def serve(stock, orders, prices):
    if orders.ndim != 2 or orders.shape[1] != stock.shape[0] or stock.shape != prices.shape:
        raise ValueError("shape")
    left = [int(number) for number in stock]
    takings = []
    for order in orders:
        fits = True
        for number, wanted in enumerate(order):
            if wanted > left[number]:
                fits = False
        cost = 0.0
        if fits:
            for number, wanted in enumerate(order):
                left[number] = left[number] - int(wanted)
            cost = bill(order, split(prices)[0])
        takings.append(cost)
    return np.array(left), takings
