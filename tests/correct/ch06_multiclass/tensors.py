# ruff: noqa (a student wrote this)
"""A table read from text, a network that is called, and Keras's own operations on tensors."""

from __future__ import annotations
import keras
import numpy as np


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    constant = train.max(axis=0) == train.min(axis=0)
    mean = np.where(constant, train[0], train.mean(axis=0))
    deviation = np.where(constant, 1, train.std(axis=0))
    return tuple(((table - mean) / deviation for table in (train, *others)))


def choose_head(problem: str, n_outputs: int) -> dict[str, int | str | None]:
    table = "\n    binary             sigmoid binary_crossentropy\n    multiclass         softmax categorical_crossentropy\n    multilabel         sigmoid binary_crossentropy\n    regression         -       mse\n    bounded_regression sigmoid mse\n    "
    for line in table.strip().splitlines():
        word, activation, loss = line.split()
        if word == problem:
            break
    else:
        raise ValueError(f"problem {problem!r} is not in the table")
    if n_outputs < {"multiclass": 3}.get(problem, 1) or (problem == "binary" and n_outputs != 1):
        raise ValueError(f"n_outputs cannot be {n_outputs} here")
    return {
        "units": n_outputs,
        "activation": None if activation == "-" else activation,
        "loss": loss,
    }


def train_topics(
    X: np.ndarray, y: np.ndarray, hidden: int = 64, epochs: int = 12, seed: int = 0
) -> dict[str, float | keras.Model]:
    layers, ops = (keras.layers, keras.ops)
    if hidden < 1:
        raise ValueError("hidden has to be 1 or more")
    n = 4 * len(X) // 5
    targets = np.array(y, dtype="int32")
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(name="topics")
    model.add(layers.InputLayer(shape=(X.shape[1],)))
    for units, activation in ((64, "relu"), (hidden, "relu"), (int(targets.max()) + 1, "softmax")):
        model.add(layers.Dense(units, activation=activation))
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(), optimizer=keras.optimizers.Adam(0.001)
    )
    model.fit(x=X[:n], y=targets[:n], epochs=epochs, batch_size=128, verbose=0)
    probs = model(ops.convert_to_tensor(X[n:]), training=False)
    guesses = ops.convert_to_numpy(ops.argmax(probs, axis=-1))
    commonest = max(range(int(targets.max()) + 1), key=lambda c: np.count_nonzero(targets[:n] == c))
    return {
        "accuracy": float(np.mean(guesses == targets[n:])),
        "baseline": float(np.mean(targets[n:] == commonest)),
        "model": model,
    }


def predict_labels(probs: np.ndarray, problem: str, threshold: float = 0.5) -> np.ndarray:
    if problem not in ("binary", "multilabel", "multiclass"):
        raise ValueError("problem?")
    if not np.array_equal(np.clip(probs, 0, 1), probs):
        raise ValueError("out of range")
    if problem == "multiclass":
        return np.argmax(probs, axis=1).astype("int32")
    return np.asarray(probs > threshold, dtype="int32")


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    if k < 2 or k > n:
        raise ValueError("k must be at least 2, and not more than the rows")
    parts = np.array_split(rng.permutation(n), k)
    folds = []
    for i in range(k):
        others = [parts[j] for j in range(k) if j != i]
        folds.append((np.concatenate(others), parts[i]))
    return folds


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    y = np.array(y, dtype="float64").flatten()
    p = np.array(p, dtype="float64").flatten()
    if y.size != p.size:
        raise ValueError("the shape of y is not the shape of p")
    return float(np.linalg.norm(y - p, ord=1) / y.size)


def cross_validate(
    X: np.ndarray, y: np.ndarray, k: int = 4, epochs: int = 50, seed: int = 0
) -> list[float]:
    layers, ops = (keras.layers, keras.ops)
    errors = []
    for train, validation in k_fold_indices(len(X), k, np.random.default_rng(seed)):
        rows, others = (table.astype("float32") for table in standardize(X[train], X[validation]))
        keras.utils.set_random_seed(seed)
        model = keras.Sequential(name="houses")
        model.add(layers.InputLayer(shape=(X.shape[1],)))
        for units, activation in ((64, "relu"), (64, "relu"), (1, None)):
            model.add(layers.Dense(units, activation=activation))
        model.compile(loss=keras.losses.MeanSquaredError(), optimizer=keras.optimizers.Adam(0.001))
        model.fit(x=rows, y=y[train], epochs=epochs, batch_size=16, verbose=0)
        p = ops.convert_to_numpy(
            ops.squeeze(model(ops.convert_to_tensor(others), training=False), -1)
        )
        errors.append(float(mean_absolute_error(y[validation], p)))
    return errors
