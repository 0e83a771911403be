# ruff: noqa (a student wrote this)
"""Everything step by step, with loops wherever they are allowed."""

import numpy as np
import keras


def choose_head(problem, n_outputs):
    if problem == "binary":
        activation = "sigmoid"
        loss = "binary_crossentropy"
    elif problem == "multiclass":
        activation = "softmax"
        loss = "categorical_crossentropy"
    elif problem == "multilabel":
        activation = "sigmoid"
        loss = "binary_crossentropy"
    elif problem == "regression":
        activation = None
        loss = "mse"
    elif problem == "bounded_regression":
        activation = "sigmoid"
        loss = "mse"
    else:
        raise ValueError("choose_head: problem: I do not know " + str(problem))
    if n_outputs < 1:
        raise ValueError("choose_head: n_outputs: must be at least 1")
    if problem == "binary" and n_outputs != 1:
        raise ValueError("choose_head: n_outputs: binary has one output")
    if problem == "multiclass" and n_outputs < 3:
        raise ValueError("choose_head: n_outputs: multiclass has at least 3")
    answer = {}
    answer["units"] = n_outputs
    answer["activation"] = activation
    answer["loss"] = loss
    return answer


def train_topics(X, y, hidden=64, epochs=12, seed=0):
    if hidden <= 0:
        raise ValueError("train_topics: hidden: must be at least 1")
    number = (4 * len(X)) // 5
    X_train = X[:number]
    X_test = X[number:]
    y_train = y[:number].astype(int)
    y_test = y[number:].astype(int)
    classes = int(max(y)) + 1

    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(keras.Input(shape=(X.shape[1],)))
    model.add(keras.layers.Dense(64))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(hidden))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(classes))
    model.add(keras.layers.Softmax())
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    one_hot = np.zeros((number, classes))
    for i in range(number):
        one_hot[i, y_train[i]] = 1
    model.fit(X_train, one_hot, epochs=epochs, batch_size=128, verbose=0)

    probabilities = model.predict(X_test, verbose=0)
    correct = 0
    for i in range(len(y_test)):
        if np.argmax(probabilities[i]) == y_test[i]:
            correct += 1

    counts = [0] * classes
    for label in y_train:
        counts[label] += 1
    commonest = counts.index(max(counts))
    same = 0
    for label in y_test:
        if label == commonest:
            same += 1
    return {
        "accuracy": correct / len(y_test),
        "baseline": same / len(y_test),
        "model": model,
    }


def predict_labels(probs, problem, threshold=0.5):
    if problem not in ["binary", "multilabel", "multiclass"]:
        raise ValueError("predict_labels: problem: " + str(problem))
    if probs.min() < 0 or probs.max() > 1:
        raise ValueError("predict_labels: range: not between 0 and 1")
    if problem == "multiclass":
        labels = []
        for row in probs:
            best = 0
            for c in range(len(row)):
                if row[c] > row[best]:
                    best = c
            labels.append(best)
        return np.array(labels)
    flat = probs.reshape(-1)
    labels = np.zeros(len(flat), dtype=int)
    for i in range(len(flat)):
        if flat[i] > threshold:
            labels[i] = 1
    return labels.reshape(probs.shape)


def k_fold_indices(n, k, rng):
    if k < 2 or k > n:
        raise ValueError("k_fold_indices: k must be between 2 and n")
    order = rng.permutation(n)
    folds = []
    begin = 0
    for i in range(k):
        size = n // k
        if i < n % k:
            size = size + 1
        validation = order[begin : begin + size]
        train = []
        for row in range(n):
            if row not in validation:
                train.append(row)
        folds.append((np.array(train), validation))
        begin = begin + size
    return folds


def mean_absolute_error(y, p):
    if len(y) != len(p):
        raise ValueError("mean_absolute_error: shape: different numbers of rows")
    true = y.astype(float).flatten()
    predicted = p.astype(float).flatten()
    total = 0.0
    for n in range(len(true)):
        total += abs(float(true[n]) - float(predicted[n]))
    return total / len(true)


def cross_validate(X, y, k=4, epochs=50, seed=0):
    errors = []
    rng = np.random.default_rng(seed)
    for train, validation in k_fold_indices(len(X), k, rng):
        X_train = X[train].astype(float)
        X_validation = X[validation].astype(float)
        for c in range(X.shape[1]):
            column = X_train[:, c].copy()
            mean = column.mean()
            deviation = column.std()
            if column.max() == column.min():
                mean = column[0]
                deviation = 1.0
            X_train[:, c] = (X_train[:, c] - mean) / deviation
            X_validation[:, c] = (X_validation[:, c] - mean) / deviation
        keras.utils.set_random_seed(seed)
        model = keras.Sequential()
        model.add(keras.Input(shape=(X.shape[1],)))
        model.add(keras.layers.Dense(64, activation="relu"))
        model.add(keras.layers.Dense(64, activation="relu"))
        model.add(keras.layers.Dense(1))
        model.compile(optimizer="adam", loss="mse")
        model.fit(X_train, y[train], epochs=epochs, batch_size=16, verbose=0)
        p = model.predict(X_validation, verbose=0)
        errors.append(float(mean_absolute_error(y[validation], p)))
    return errors
