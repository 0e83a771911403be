# ruff: noqa (a student wrote this)
"""Everything step by step, with loops wherever they are allowed."""

import math

import numpy as np
import keras


def name_branch(has_targets, targets_from_input, has_reward):
    if has_targets == False and targets_from_input == True:
        raise ValueError("name_branch: there are no targets at all")
    answer = "unsupervised"
    if has_targets:
        answer = "supervised"
    if targets_from_input:
        answer = "self-supervised"
    if has_reward:
        answer = "reinforcement"
    return answer


def train_val_test_split(X, y, val, test, rng):
    if val <= 0:
        raise ValueError("train_val_test_split: fraction: val must be above 0")
    if test <= 0:
        raise ValueError("train_val_test_split: fraction: test must be above 0")
    if val + test >= 1:
        raise ValueError("train_val_test_split: fraction: nothing is left to train on")
    if X.shape[0] != y.shape[0]:
        raise ValueError("train_val_test_split: shape: X and y do not fit together")
    N = X.shape[0]
    order = np.array(range(N))
    rng.shuffle(order)
    n_val = int(val * N)
    n_test = int(test * N)
    n_train = N - n_val - n_test
    train_rows = order[0:n_train]
    val_rows = order[n_train : n_train + n_val]
    test_rows = order[n_train + n_val : N]
    Xtr = X[train_rows]
    ytr = y[train_rows]
    Xva = X[val_rows]
    yva = y[val_rows]
    Xte = X[test_rows]
    yte = y[test_rows]
    return Xtr, ytr, Xva, yva, Xte, yte


def min_max_scale(train, other):
    if train.ndim != 2:
        raise ValueError("min_max_scale: shape: train must have two axes")
    if other.ndim != 2:
        raise ValueError("min_max_scale: shape: other must have two axes")
    if train.shape[1] != other.shape[1]:
        raise ValueError("min_max_scale: shape: not as many columns")
    if train.dtype != np.float32:
        train = train.astype(float)
    if other.dtype != np.float32:
        other = other.astype(float)
    new_train = np.zeros(train.shape, dtype=train.dtype)
    new_other = np.zeros(other.shape, dtype=other.dtype)
    for c in range(train.shape[1]):
        smallest = train[:, c].min()
        largest = train[:, c].max()
        if largest > smallest:
            new_train[:, c] = (train[:, c] - smallest) / (largest - smallest)
            new_other[:, c] = (other[:, c] - smallest) / (largest - smallest)
        else:
            new_other[:, c] = other[:, c] - smallest
    return new_train, new_other


def l2_penalty(params, lam):
    if lam < 0:
        raise ValueError("l2_penalty: lam must not be negative")
    total = 0.0
    gradients = []
    for layer in range(len(params)):
        W = params[layer][0]
        b = params[layer][1]
        if W.dtype != np.float32:
            W = W.astype(np.float64)
        if b.dtype != np.float32:
            b = b.astype(np.float64)
        for w in W.flatten():
            total = total + float(w) ** 2
        dW = W * lam + W * lam
        db = np.zeros(len(b), dtype=b.dtype)
        gradients.append((dW, db))
    return lam * total, gradients


def early_stopping(val_losses, patience):
    if len(val_losses) == 0:
        raise ValueError("early_stopping: val_losses is empty")
    if patience < 1:
        raise ValueError("early_stopping: patience is too small")
    best_loss = math.inf
    best = 0
    waited = 0
    stop = 0
    for epoch in range(len(val_losses)):
        stop = epoch
        if val_losses[epoch] < best_loss:
            best_loss = val_losses[epoch]
            best = epoch
            waited = 0
        else:
            waited = waited + 1
            if waited == patience:
                break
    return stop, best


def mean_cross_entropy(y, p):
    total = 0.0
    for i in range(len(y)):
        probability = min(max(float(p[i]), 1e-7), 1 - 1e-7)
        if y[i] == 1:
            total = total - math.log(probability)
        else:
            total = total - math.log(1 - probability)
    return total / len(y)


def measure_network(model, X, y, epochs):
    number = (2 * len(X)) // 3
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=["accuracy"],
    )
    model.fit(X[:number], y[:number], epochs=epochs, batch_size=128, verbose=0)
    train_p = model.predict(X[:number], verbose=0)
    val_p = model.predict(X[number:], verbose=0)
    train = mean_cross_entropy(y[:number], train_p[:, 0])
    val = mean_cross_entropy(y[number:], val_p[:, 0])
    result = {}
    result["train"] = train
    result["val"] = val
    result["gap"] = val - train
    result["model"] = model
    return result


def compare_regularizers(X, y, epochs=20, seed=0):
    columns = X.shape[1]

    keras.utils.set_random_seed(seed)
    base = keras.Sequential()
    base.add(keras.Input(shape=(columns,)))
    base.add(keras.layers.Dense(16, activation="relu"))
    base.add(keras.layers.Dense(16, activation="relu"))
    base.add(keras.layers.Dense(1, activation="sigmoid"))
    base_result = measure_network(base, X, y, epochs)

    keras.utils.set_random_seed(seed)
    smaller = keras.Sequential()
    smaller.add(keras.Input(shape=(columns,)))
    smaller.add(keras.layers.Dense(4, activation="relu"))
    smaller.add(keras.layers.Dense(1, activation="sigmoid"))
    smaller_result = measure_network(smaller, X, y, epochs)

    keras.utils.set_random_seed(seed)
    l2 = keras.Sequential()
    l2.add(keras.Input(shape=(columns,)))
    l2.add(
        keras.layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.l2(0.002))
    )
    l2.add(
        keras.layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.l2(0.002))
    )
    l2.add(keras.layers.Dense(1, activation="sigmoid"))
    l2_result = measure_network(l2, X, y, epochs)

    keras.utils.set_random_seed(seed)
    dropout = keras.Sequential()
    dropout.add(keras.Input(shape=(columns,)))
    dropout.add(keras.layers.Dense(16))
    dropout.add(keras.layers.ReLU())
    dropout.add(keras.layers.Dropout(0.5))
    dropout.add(keras.layers.Dense(16))
    dropout.add(keras.layers.ReLU())
    dropout.add(keras.layers.Dropout(0.5))
    dropout.add(keras.layers.Dense(1))
    dropout.add(keras.layers.Activation("sigmoid"))
    dropout_result = measure_network(dropout, X, y, epochs)

    return {
        "base": base_result,
        "smaller": smaller_result,
        "l2": l2_result,
        "dropout": dropout_result,
    }


def diagnose_fit(train_loss, val_loss, baseline):
    for number in [train_loss, val_loss, baseline]:
        if number < 0:
            raise ValueError("diagnose_fit: loss: a number is negative")
    if train_loss <= 0.9 * baseline:
        if val_loss <= 1.3 * train_loss:
            return "good"
        else:
            return "overfitting"
    else:
        return "underfitting"
