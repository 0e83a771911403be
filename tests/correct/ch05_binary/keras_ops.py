# ruff: noqa (a student wrote this)
"""Chapter 5: NumPy for the tables, keras.ops for what the networks say."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np


def bce_from_logits(y: np.ndarray, logits: np.ndarray) -> float:
    """Mean over all entries of softplus(z) - z * y."""
    if y.shape != logits.shape:
        raise ValueError("the shape of y is not the shape of logits")
    y = y.astype(np.float64)
    if not np.array_equal(y * (y - 1), np.zeros(y.shape)):
        raise ValueError("there is a label besides 0 and 1")
    z = logits.astype(np.float64)
    softplus = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return float(np.sum(softplus - z * y) / z.size)


def impute_missing(
    train: np.ndarray, other: np.ndarray, columns: list[int], missing: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Medians of the known training entries go into the gaps."""
    for c in columns:
        if c not in range(train.shape[1]):
            raise ValueError(f"column {c} does not exist")

    answers = []
    for table in (train, other):
        kind = np.float64 if np.issubdtype(table.dtype, np.integer) else table.dtype
        answers.append(np.array(table, dtype=kind, copy=True))
    filled, also = answers

    for c in columns:
        gaps_train, gaps_other = train[:, c] == missing, other[:, c] == missing
        if gaps_train.all():
            raise ValueError(f"unknown everywhere: column {c}")
        typical = np.median(train[~gaps_train, c])
        np.putmask(filled[:, c], gaps_train, typical)
        np.putmask(also[:, c], gaps_other, typical)
    return filled, also


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    """One ruler, made of train, for all tables."""
    shapes = [table.shape for table in (train, *others)]
    if any(len(shape) != 2 or shape[1] != shapes[0][1] for shape in shapes):
        raise ValueError(f"these shapes do not fit: {shapes}")
    kind = np.float64 if np.issubdtype(train.dtype, np.integer) else train.dtype

    base = train.astype(np.float64)
    no_spread = np.equal(np.amax(base, axis=0), np.amin(base, axis=0))
    mean = np.sum(base, axis=0) / base.shape[0]
    mean[no_spread] = base[0, no_spread]
    deviation = np.sqrt(np.mean(np.square(base - mean), axis=0))
    deviation[no_spread] = 1

    answers = []
    for table in (train, *others):
        answers.append(np.divide(np.subtract(table, mean), deviation).astype(kind))
    return tuple(answers)


def _probability_network(inputs: int, hidden: list[int]) -> keras.Model:
    stack: list[Any] = [keras.Input(shape=(inputs,))]
    stack += [keras.layers.Dense(units, activation="relu") for units in hidden]
    stack += [keras.layers.Dense(1, activation="sigmoid")]
    model = keras.Sequential(stack)
    model.compile(
        loss=keras.losses.BinaryCrossentropy(),
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        metrics=["accuracy"],
    )
    return model


def _share_right(model: keras.Model, X: np.ndarray, y: np.ndarray) -> float:
    """The share of rows on whose side of 0.5 the probability lies."""
    p = keras.ops.reshape(keras.ops.convert_to_tensor(model.predict(X, verbose=0)), (-1,))
    says_one = keras.ops.cast(p > 0.5, "int32")
    is_one = keras.ops.cast(keras.ops.convert_to_tensor(y), "int32")
    hits = keras.ops.cast(keras.ops.equal(says_one, is_one), "float32")
    return float(keras.ops.convert_to_numpy(keras.ops.mean(hits)))


def build_pima_model() -> keras.Model:
    """8-12-8-1."""
    return _probability_network(8, [12, 8])


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    """Split, prepare, train, and look at the test rows once."""
    if len(X.shape) != 2 or X.shape[1] != 8:
        raise ValueError("the number of columns must be 8: columns are measurements")
    n = 3 * X.shape[0] // 4
    prepared = standardize(*impute_missing(X[:n], X[n:], [1, 2, 3, 4, 5], missing=0.0))
    keras.utils.set_random_seed(seed)
    model = build_pima_model()
    model.fit(prepared[0], y[:n], epochs=epochs, batch_size=32, verbose=0)
    accuracy = _share_right(model, prepared[1], y[n:])
    counts = np.bincount(y[n:].astype(int), minlength=2)
    return {
        "accuracy": accuracy,
        "baseline": float(counts.max() / counts.sum()),
        "model": model,
    }


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    """Multi-hot rows of float32."""
    lowest = min((min(sequence, default=0) for sequence in sequences), default=0)
    if lowest < 0:
        raise ValueError(f"{lowest} is no id of a word")
    X = np.zeros((len(sequences), dimension), dtype="float32")
    for n, sequence in enumerate(sequences):
        frequent = np.array([i for i in sequence if i < dimension], dtype=np.int64)
        X[n, frequent] = 1.0
    return X


def train_review_classifier(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, Any]:
    """Find the epoch, train until there, look at the test rows once."""
    sixth = X.shape[0] // 6
    n = X.shape[0] - 2 * sixth
    m = n + sixth
    keras.utils.set_random_seed(seed)
    first = _probability_network(X.shape[1], [16, 16])
    log = first.fit(
        X[:n], y[:n], 128, epochs=epochs, verbose=0, validation_data=(X[n:m], y[n:m])
    )
    losses = log.history["val_loss"]
    best_epoch = min(range(len(losses)), key=losses.__getitem__) + 1

    keras.utils.set_random_seed(seed)
    second = _probability_network(X.shape[1], [16, 16])
    second.fit(X[:n], y[:n], 128, epochs=best_epoch, verbose=0)
    return {
        "history": log.history,
        "best_epoch": best_epoch,
        "test_accuracy": _share_right(second, X[m:], y[m:]),
        "model": second,
    }
