"""The epoch's loss is the mean over rows: a short batch counts less."""

import numpy as np


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if batch_size < 1:
        raise ValueError("batch")
    params, losses = init_params(sizes, rng), []
    for epoch in range(epochs):
        order, met = rng.permutation(len(X)), []
        for rows in [order[i : i + batch_size] for i in range(0, len(X), batch_size)]:
            loss, grads = backprop(X[rows], y[rows], params)
            met.append(loss)
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(float(np.mean(met)))
    return params, losses
