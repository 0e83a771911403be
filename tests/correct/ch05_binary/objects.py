# ruff: noqa (a student wrote this)
"""Dataclasses carry what was measured on the training rows; networks by the functional API."""

from dataclasses import dataclass
from itertools import chain

import keras
import numpy as np
from keras import Model, layers


class Refused(ValueError):
    def __init__(self, who: str, word: str, value: object) -> None:
        super().__init__(f"{who}: {word}: {value!r} will not do")


def as_floats(table) -> np.ndarray:
    table = np.asarray(table)
    return table.astype(table.dtype if table.dtype.kind == "f" else np.float64, copy=True)


def bce_from_logits(y, logits):
    y, logits = np.asarray(y), as_floats(logits)
    if np.shape(y) != np.shape(logits):
        raise Refused("bce_from_logits", "shape", (y.shape, logits.shape))
    if set(np.unique(y).tolist()) - {0, 1}:
        raise Refused("bce_from_logits", "label", np.unique(y))
    # the loss of a label 1 is softplus(-z), that of a label 0 softplus(z)
    signed = np.where(y.astype(bool), -logits, logits)
    return np.logaddexp(0, signed).mean(dtype=np.float64).item()


@dataclass(frozen=True)
class Filler:
    """The median of each column that has gaps."""

    medians: dict[int, float]
    mark: float

    @classmethod
    def of(cls, train: np.ndarray, columns, mark: float) -> "Filler":
        width, medians = train.shape[1], {}
        for column in columns:
            if column not in range(width):
                raise Refused("impute_missing", "column", column)
            known = np.ma.masked_equal(train[:, column], mark).compressed()
            if len(known) == 0:
                raise Refused("impute_missing", "unknown", column)
            medians[column] = np.median(known)
        return cls(medians, mark)

    def __call__(self, table: np.ndarray) -> np.ndarray:
        filled = table.copy()
        for column, median in self.medians.items():
            np.putmask(part := filled[:, column].copy(), part == self.mark, median)
            filled[:, column] = part
        return filled


def impute_missing(train, other, columns, missing=0.0):
    train, other = as_floats(train), as_floats(other)
    fill = Filler.of(train, columns, missing)
    return fill(train), fill(other)


@dataclass(frozen=True)
class Ruler:
    """Zero and unit of each column."""

    zero: np.ndarray
    unit: np.ndarray

    @classmethod
    def of(cls, train: np.ndarray) -> "Ruler":
        flat = np.ptp(train, axis=0) == 0
        unit = np.sqrt(np.var(train, axis=0))
        unit[flat] = 1
        zero = np.mean(train, axis=0)
        zero[flat] = train[0, flat]
        return cls(zero, unit)

    def __call__(self, table: np.ndarray) -> np.ndarray:
        return np.divide(np.subtract(table, self.zero), self.unit)


def standardize(train, *others):
    tables = list(map(as_floats, (train, *others)))
    if {table.ndim for table in tables} != {2} or len({table.shape[1] for table in tables}) != 1:
        raise Refused("standardize", "shape", [table.shape for table in tables])
    return tuple(map(Ruler.of(tables[0]), tables))


def network(columns: int, *units: int) -> Model:
    x = row = layers.Input((columns,))
    for width in units:
        x = layers.Dense(width, "relu")(x)
    model = Model(row, layers.Dense(1, "sigmoid")(x))
    model.compile("adam", keras.losses.binary_crossentropy, metrics=["accuracy"])
    return model


def build_pima_model():
    return network(8, 12, 8)


def run_pima(X, y, epochs=150, seed=0):
    if np.shape(X)[1:] != (8,):
        raise Refused("run_pima", "columns", np.shape(X))
    X_train, X_test = np.split(X, [len(X) * 3 // 4])
    y_train, y_test = np.split(y, [len(X) * 3 // 4])
    x_train, x_test = standardize(*impute_missing(X_train, X_test, list(range(1, 6))))
    keras.utils.set_random_seed(seed)
    model = build_pima_model()
    model.fit(x_train, y_train, epochs=epochs, verbose=0)  # 32 is Keras's own batch size
    _, accuracy = model.evaluate(x_test, y_test, verbose=0)
    counts = np.bincount(y_test.astype(int), minlength=2)
    return dict(accuracy=float(accuracy), baseline=float(counts.max() / counts.sum()), model=model)


def vectorize_sequences(sequences, dimension):
    rows = np.repeat(np.arange(len(sequences)), [len(ids) for ids in sequences])
    ids = np.fromiter(chain.from_iterable(sequences), dtype=np.int64)
    if np.any(ids < 0):
        raise Refused("vectorize_sequences", "id", ids.min())
    common = ids < dimension
    table = np.zeros((len(sequences), dimension), "float32")
    table[rows[common], ids[common]] = 1.0
    return table


@dataclass(frozen=True)
class Sixths:
    """The rows in three parts: four sixths and what is left over, one, and one."""

    X: np.ndarray
    y: np.ndarray

    def part(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        sixth, size = divmod(len(self.X), 6)[0], len(self.X)
        rows = {
            "train": slice(None, size - 2 * sixth),
            "validation": slice(size - 2 * sixth, size - sixth),
            "test": slice(size - sixth, None),
        }[name]
        return self.X[rows], self.y[rows]


def train_review_classifier(X, y, epochs=20, seed=0):
    data = Sixths(X, y)

    def training(length, validation_data=None):
        keras.utils.set_random_seed(seed)
        model = network(X.shape[1], 16, 16)
        log = model.fit(
            *data.part("train"),
            batch_size=128,
            epochs=length,
            verbose=0,
            validation_data=validation_data,
        )
        return model, log.history

    _, history = training(epochs, data.part("validation"))
    best_epoch = min(range(epochs), key=history["val_loss"].__getitem__) + 1
    model, _ = training(best_epoch)
    scores = model.evaluate(*data.part("test"), verbose=0, return_dict=True)
    return {
        "history": history,
        "best_epoch": best_epoch,
        "test_accuracy": float(scores["accuracy"]),
        "model": model,
    }
