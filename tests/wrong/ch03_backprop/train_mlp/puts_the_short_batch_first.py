"""Batches have batch_size rows, and the last is the shorter one."""

import numpy as np


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if batch_size < 1:
        raise ValueError("batch")
    params, losses = init_params(sizes, rng), []
    for epoch in range(epochs):
        order, met = rng.permutation(len(X)), []
        parts = np.split(order, range(len(X) % batch_size, len(X), batch_size))
        for rows in [part for part in parts if len(part)]:
            loss, grads = backprop(X[rows], y[rows], params)
            met.append(loss * len(rows))
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(float(sum(met) / len(X)))
    return params, losses
