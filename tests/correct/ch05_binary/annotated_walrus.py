# ruff: noqa (a student wrote this)
"""Chapter 5 with annotations, walrus operators and match."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray

GAPS: Final[tuple[int, ...]] = (1, 2, 3, 4, 5)
RATE: Final[float] = 0.001


def bce_from_logits(y: np.ndarray, logits: np.ndarray) -> float:
    if (wanted := logits.shape) != (got := y.shape):
        raise ValueError(f"shape of y: {got}, shape of logits: {wanted}")
    if (bad := y[(y != 0) & (y != 1)]).size:
        raise ValueError(f"label {bad.flat[0]} is neither 0 nor 1")
    z: NDArray[np.float64] = logits.astype(np.float64)
    decay: NDArray[np.float64] = np.exp(-np.abs(z))
    return float((np.maximum(z, 0) - z * y + np.log1p(decay)).mean())


def _float_type(table: np.ndarray) -> np.dtype[Any]:
    match table.dtype.kind:
        case "f":
            return table.dtype
        case _:
            return np.dtype(np.float64)


def impute_missing(
    train: np.ndarray, other: np.ndarray, columns: list[int], missing: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    if wrong := [c for c in columns if c < 0 or c >= train.shape[1]]:
        raise ValueError(f"column {wrong[0]} is not in the table")
    filled: np.ndarray = train.astype(_float_type(train), copy=True)
    also: np.ndarray = other.astype(_float_type(other), copy=True)
    for c in columns:
        if (known := train[:, c] != missing).sum() == 0:
            raise ValueError(f"column {c} is unknown")
        median = np.median(train[known, c])
        filled[~known, c] = median
        also[other[:, c] == missing, c] = median
    return filled, also


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    tables: tuple[np.ndarray, ...] = (train, *others)
    for table in tables:
        match table.shape:
            case (_, width) if width == train.shape[1]:
                pass
            case shape:
                raise ValueError(f"shape {shape} does not fit")
    wide: NDArray[np.float64] = train.astype(np.float64)
    equal = (low := wide.min(axis=0)) == wide.max(axis=0)
    mean: NDArray[np.float64] = np.where(equal, low, wide.mean(axis=0))
    deviation: NDArray[np.float64] = np.where(equal, 1.0, wide.std(axis=0))
    return tuple(
        ((table.astype(np.float64) - mean) / deviation).astype(_float_type(table))
        for table in tables
    )


def build_pima_model() -> keras.Model:
    model: keras.Model = keras.models.Sequential(
        layers=[
            keras.layers.Input((8,)),
            keras.layers.Dense(units=12, activation="relu"),
            keras.layers.Dense(units=8, activation="relu"),
            keras.layers.Dense(units=1, activation="sigmoid"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=RATE),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    return model


def run_pima(X: np.ndarray, y: np.ndarray, epochs: int = 150, seed: int = 0) -> dict[str, Any]:
    match X.shape:
        case (rows, 8):
            cut: int = 3 * rows // 4
        case _:
            raise ValueError(f"8 columns are needed, not shape {X.shape}")
    y_train, y_test = y[:cut], y[cut:]
    X_train, X_test = standardize(*impute_missing(X[:cut], X[cut:], list(GAPS)))
    keras.utils.set_random_seed(seed)
    (model := build_pima_model()).fit(
        X_train, y_train, epochs=epochs, batch_size=32, verbose=0
    )
    _, accuracy = model.evaluate(X_test, y_test, verbose=0)
    ones: int = int((y_test == 1).sum())
    return {
        "accuracy": float(accuracy),
        "baseline": max(ones, y_test.size - ones) / y_test.size,
        "model": model,
    }


def vectorize_sequences(sequences: list[list[int]], dimension: int) -> np.ndarray:
    def places() -> Iterator[tuple[int, int]]:
        for n, sequence in enumerate(sequences):
            for i in sequence:
                if i < 0:
                    raise ValueError(f"id {i} in sequence {n}")
                if i < dimension:
                    yield n, i

    X: NDArray[np.float32] = np.zeros((len(sequences), dimension), dtype=np.float32)
    for place in places():
        X[place] = 1
    return X


def train_review_classifier(
    X: np.ndarray, y: np.ndarray, epochs: int = 20, seed: int = 0
) -> dict[str, Any]:
    end: int = len(X) - (sixth := len(X) // 6)
    start: int = end - sixth

    def fresh() -> keras.Model:
        """The same start weights, and the same order of rows, every time."""
        keras.utils.set_random_seed(seed)
        model: keras.Model = keras.models.Sequential(
            layers=[
                keras.layers.Input((X.shape[1],)),
                keras.layers.Dense(units=16, activation="relu"),
                keras.layers.Dense(units=16, activation="relu"),
                keras.layers.Dense(units=1, activation="sigmoid"),
            ]
        )
        model.compile(
            optimizer=keras.optimizers.Adam(learning_rate=RATE),
            loss="binary_crossentropy",
            metrics=["accuracy"],
        )
        return model

    history: dict[str, list[float]] = (
        fresh()
        .fit(
            x=X[:start],
            y=y[:start],
            batch_size=128,
            epochs=epochs,
            verbose=0,
            validation_data=(X[start:end], y[start:end]),
        )
        .history
    )
    best: int = int(np.argmin(np.array(history["val_loss"]))) + 1
    (model := fresh()).fit(x=X[:start], y=y[:start], batch_size=128, epochs=best, verbose=0)
    _, accuracy = model.evaluate(X[end:], y[end:], verbose=0)
    return {
        "history": history,
        "best_epoch": best,
        "test_accuracy": float(accuracy),
        "model": model,
    }
