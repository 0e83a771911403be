# ruff: noqa (a student wrote this)
"""Every variable with its type, walrus operators, plain lists, and folds cut by masks."""

from __future__ import annotations
import math
from collections import Counter
from typing import Final
import keras
import numpy as np


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    constant = train.max(axis=0) == train.min(axis=0)
    mean = np.where(constant, train[0], train.mean(axis=0))
    deviation = np.where(constant, 1, train.std(axis=0))
    return tuple(((table - mean) / deviation for table in (train, *others)))


def choose_head(problem: str, n_outputs: int) -> dict[str, int | str | None]:
    heads: Final[dict[str, tuple[str | None, str]]] = {
        "binary": ("sigmoid", "binary_crossentropy"),
        "multiclass": ("softmax", "categorical_crossentropy"),
        "multilabel": ("sigmoid", "binary_crossentropy"),
        "regression": (None, "mse"),
        "bounded_regression": ("sigmoid", "mse"),
    }
    if (head := heads.get(problem)) is None:
        raise ValueError(f"problem={problem!r} is none of {sorted(heads)}")
    if n_outputs < (fewest := (3 if problem == "multiclass" else 1)):
        raise ValueError(f"n_outputs={n_outputs!r} is below {fewest}")
    if problem == "binary" and n_outputs != 1:
        raise ValueError(f"n_outputs={n_outputs!r} must be 1")
    return dict(zip(("units", "activation", "loss"), (n_outputs, *head), strict=True))


def train_topics(
    X: np.ndarray, y: np.ndarray, hidden: int = 64, epochs: int = 12, seed: int = 0
) -> dict[str, float | keras.Model]:
    if hidden < 1:
        raise ValueError(f"hidden={hidden!r} is below 1")
    X_train: np.ndarray = X[: (cut := (4 * len(X) // 5))]
    X_test: np.ndarray = X[cut:]
    y_train: list[int] = y[:cut].tolist()
    y_test: list[int] = y[cut:].tolist()
    n_classes: int = max(y_train + y_test) + 1
    keras.utils.set_random_seed(seed)
    model: keras.Model = keras.models.Sequential()
    model.add(keras.layers.Input(shape=(X.shape[-1],)))
    model.add(keras.layers.Dense(units=64, activation=keras.activations.relu))
    model.add(keras.layers.Dense(units=int(hidden), activation=keras.activations.relu))
    model.add(keras.layers.Dense(units=n_classes, activation=keras.activations.softmax))
    model.compile(
        optimizer=keras.optimizers.Adam(), loss=keras.losses.sparse_categorical_crossentropy
    )
    _ = model.fit(X_train, np.array(y_train), 128, epochs, verbose=0)
    counted: Counter[int] = Counter(y_train)
    commonest: int = min(counted, key=lambda label: (-counted[label], label))
    guesses: list[int] = model.predict(X_test, verbose=0).argmax(axis=1).tolist()
    accuracy: float = sum((a == b for a, b in zip(guesses, y_test, strict=True))) / (
        m := len(y_test)
    )
    return {"accuracy": accuracy, "baseline": y_test.count(commonest) / m, "model": model}


def predict_labels(probs: np.ndarray, problem: str, threshold: float = 0.5) -> np.ndarray:
    if problem not in {"binary", "multilabel", "multiclass"}:
        raise ValueError(f"problem={problem!r} is unknown")
    if (bad := probs[(probs < 0) | (probs > 1)]).size:
        raise ValueError(f"out of range: {bad[0]}")
    labels: np.ndarray = (
        probs.argmax(axis=1) if problem == "multiclass" else 1 * (probs > threshold)
    )
    return labels


def k_fold_indices(n: int, k: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    if not 2 <= k <= n:
        raise ValueError(f"k must be from 2 to {n}: k={k!r}")
    order: np.ndarray = rng.permutation(n)
    folds: list[tuple[np.ndarray, np.ndarray]] = []
    end: int = 0
    for i in range(k):
        start, end = (end, end + n // k + (1 if i < n % k else 0))
        keep: np.ndarray = np.ones(n, dtype=bool)
        keep[(validation := order[start:end])] = False
        folds.append((np.flatnonzero(keep), validation))
    return folds


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    if (rows := len(y)) != len(p):
        raise ValueError(f"shape: {rows} rows are not {len(p)} rows")
    true: list[float] = np.ravel(y).tolist()
    predicted: list[float] = np.ravel(p).tolist()
    return (
        math.fsum((abs(float(a) - float(b)) for a, b in zip(true, predicted, strict=True))) / rows
    )


def cross_validate(
    X: np.ndarray, y: np.ndarray, k: int = 4, epochs: int = 50, seed: int = 0
) -> list[float]:
    rng: np.random.Generator = np.random.default_rng(seed)
    errors: list[float] = []
    for train, validation in k_fold_indices(n=len(X), k=k, rng=rng):
        scaled: tuple[np.ndarray, ...] = standardize(X[train], X[validation])
        keras.utils.set_random_seed(seed)
        model: keras.Model = keras.models.Sequential()
        model.add(keras.layers.Input(shape=(X.shape[-1],)))
        model.add(keras.layers.Dense(units=64, activation=keras.activations.relu))
        model.add(keras.layers.Dense(units=64, activation=keras.activations.relu))
        model.add(keras.layers.Dense(units=1, activation=None))
        model.compile(optimizer=keras.optimizers.Adam(), loss=keras.losses.mean_squared_error)
        _ = model.fit(scaled[0], y[train], 16, epochs, verbose=0)
        p: np.ndarray = model.predict(scaled[1], verbose=0)
        errors.append((error := float(mean_absolute_error(y=y[validation], p=p))))
        assert error >= 0
    return errors
