"""The order of the rows is random: here it only starts at another row."""

import numpy as np


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if batch_size < 1:
        raise ValueError("batch")
    params, losses = init_params(sizes, rng), []
    for _ in range(epochs):
        order, met = np.roll(np.arange(len(X)), int(rng.random() * len(X))), []
        for rows in [order[i : i + batch_size] for i in range(0, len(X), batch_size)]:
            loss, grads = backprop(X[rows], y[rows], params)
            met.append(loss * len(rows))
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(float(sum(met) / len(X)))
    return params, losses
