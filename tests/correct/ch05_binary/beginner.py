# ruff: noqa (a student wrote this)
"""Everything step by step, with loops wherever they are allowed."""

import math

import numpy as np
import keras


def bce_from_logits(y, logits):
    labels = np.array(y)
    scores = np.array(logits)
    if labels.shape != scores.shape:
        raise ValueError("bce_from_logits: shape: y and logits must have the same shape")
    labels = labels.reshape(-1)
    scores = scores.reshape(-1)
    total = 0.0
    for i in range(len(labels)):
        label = float(labels[i])
        z = float(scores[i])
        if label != 0 and label != 1:
            raise ValueError("bce_from_logits: label: only 0 and 1 are allowed")
        if z > 0:
            loss = z - z * label + math.log1p(math.exp(-z))
        else:
            loss = -z * label + math.log1p(math.exp(z))
        total = total + loss
    return total / len(labels)


def impute_missing(train, other, columns, missing=0.0):
    results = []
    for table in (train, other):
        if table.dtype == np.float32:
            results.append(np.array(table))
        else:
            results.append(np.array(table, dtype=float))
    new_train, new_other = results
    number_of_columns = new_train.shape[1]
    for c in columns:
        if c < 0 or c >= number_of_columns:
            raise ValueError("impute_missing: column: there is no column " + str(c))
        known = []
        for value in new_train[:, c]:
            if value != missing:
                known.append(value)
        if len(known) == 0:
            raise ValueError("impute_missing: unknown: all of column " + str(c))
        known.sort()
        middle = len(known) // 2
        if len(known) % 2 == 1:
            median = known[middle]
        else:
            median = (known[middle - 1] + known[middle]) / 2
        for i in range(len(new_train)):
            if new_train[i, c] == missing:
                new_train[i, c] = median
        for i in range(len(new_other)):
            if new_other[i, c] == missing:
                new_other[i, c] = median
    return new_train, new_other


def standardize(train, *others):
    if train.ndim != 2:
        raise ValueError("standardize: shape: train must have two axes")
    for other in others:
        if other.ndim != 2 or other.shape[1] != train.shape[1]:
            raise ValueError("standardize: shape: the tables do not fit together")
    answers = []
    for table in (train,) + others:
        answer = np.zeros(table.shape, dtype=table.dtype if table.dtype == np.float32 else float)
        for c in range(train.shape[1]):
            column = train[:, c].astype(float)
            if column.max() == column.min():
                mean = column[0]
                deviation = 1.0
            else:
                mean = column.mean()
                deviation = math.sqrt(((column - mean) ** 2).mean())
            answer[:, c] = (table[:, c] - mean) / deviation
        answers.append(answer)
    return tuple(answers)


def build_pima_model():
    model = keras.Sequential()
    model.add(keras.Input(shape=(8,)))
    model.add(keras.layers.Dense(12))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(8))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=["accuracy"],
    )
    return model


def run_pima(X, y, epochs=150, seed=0):
    if len(X.shape) != 2 or X.shape[1] != 8:
        raise ValueError("run_pima: columns: there must be 8 of them")
    number = (3 * len(X)) // 4
    X_train = X[:number]
    X_test = X[number:]
    y_train = y[:number]
    y_test = y[number:]
    X_train, X_test = impute_missing(X_train, X_test, [1, 2, 3, 4, 5])
    X_train, X_test = standardize(X_train, X_test)
    keras.utils.set_random_seed(seed)
    model = build_pima_model()
    model.fit(X_train, y_train, epochs=epochs, batch_size=32, verbose=0)
    loss, accuracy = model.evaluate(X_test, y_test, verbose=0)
    ones = 0
    for label in y_test:
        if label == 1:
            ones += 1
    zeros = len(y_test) - ones
    result = {}
    result["accuracy"] = float(accuracy)
    result["baseline"] = max(ones, zeros) / len(y_test)
    result["model"] = model
    return result


def vectorize_sequences(sequences, dimension):
    table = np.zeros((len(sequences), dimension), dtype=np.float32)
    for n in range(len(sequences)):
        for number in sequences[n]:
            if number < 0:
                raise ValueError("vectorize_sequences: id: " + str(number) + " is below 0")
            if number < dimension:
                table[n, number] = 1
    return table


def make_review_model(columns):
    model = keras.Sequential()
    model.add(keras.Input(shape=(columns,)))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def train_review_classifier(X, y, epochs=20, seed=0):
    N = len(X)
    size = N // 6
    X_train, y_train = X[: N - 2 * size], y[: N - 2 * size]
    X_val, y_val = X[N - 2 * size : N - size], y[N - 2 * size : N - size]
    X_test, y_test = X[N - size :], y[N - size :]

    keras.utils.set_random_seed(seed)
    first = make_review_model(X.shape[1])
    record = first.fit(
        X_train,
        y_train,
        epochs=epochs,
        batch_size=128,
        validation_data=(X_val, y_val),
        verbose=0,
    )
    history = record.history
    best_epoch = 1
    for epoch in range(1, epochs + 1):
        if history["val_loss"][epoch - 1] < history["val_loss"][best_epoch - 1]:
            best_epoch = epoch

    keras.utils.set_random_seed(seed)
    second = make_review_model(X.shape[1])
    second.fit(X_train, y_train, epochs=best_epoch, batch_size=128, verbose=0)
    loss, accuracy = second.evaluate(X_test, y_test, verbose=0)
    return {
        "history": history,
        "best_epoch": best_epoch,
        "test_accuracy": float(accuracy),
        "model": second,
    }
