"""The order of the rows is random: here only that of the full batches is."""

import numpy as np


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if batch_size < 1:
        raise ValueError("batch")
    params, losses = init_params(sizes, rng), []
    for _ in range(epochs):
        batches, met = np.split(np.arange(len(X)), range(batch_size, len(X), batch_size)), []
        full = len(X) // batch_size
        for place in [*rng.permutation(full), *range(full, len(batches))]:
            rows = batches[place]
            loss, grads = backprop(X[rows], y[rows], params)
            met.append(loss * len(rows))
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(float(sum(met) / len(X)))
    return params, losses
