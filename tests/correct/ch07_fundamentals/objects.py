# ruff: noqa (a student wrote this)
"""Small classes and functions that are handed around; networks by the functional API."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import accumulate

import keras
import numpy as np
from keras import layers, ops


class Refused(ValueError):
    def __init__(self, who: str, word: str) -> None:
        super().__init__(f"{who}: bad {word}")


class Branch(StrEnum):
    REINFORCEMENT = "reinforcement"
    SELF = "self-supervised"
    SUPERVISED = "supervised"
    UNSUPERVISED = "unsupervised"


def name_branch(has_targets, targets_from_input, has_reward):
    match bool(has_targets), bool(targets_from_input), bool(has_reward):
        case (False, True, _):
            raise Refused("name_branch", "targets")
        case (_, _, True):
            branch = Branch.REINFORCEMENT
        case (_, True, _):
            branch = Branch.SELF
        case (True, _, _):
            branch = Branch.SUPERVISED
        case _:
            branch = Branch.UNSUPERVISED
    return branch.value


def train_val_test_split(X, y, val, test, rng):
    if not (val > 0 and test > 0 and val + test < 1):
        raise Refused("train_val_test_split", "fraction")
    rows = len(X)
    if rows != len(y):
        raise Refused("train_val_test_split", "shape")
    held = [int(share * rows) for share in (val, test)]
    ends = list(accumulate([rows - sum(held), *held]))
    shuffled = rng.permutation(rows)
    pieces = [shuffled[a:b] for a, b in zip([0, *ends], ends)]
    return tuple(np.take(array, piece, axis=0) for piece in pieces for array in (X, y))


@dataclass(frozen=True)
class Ruler:
    """Zero and unit of each column."""

    low: np.ndarray
    unit: np.ndarray

    @classmethod
    def of(cls, train: np.ndarray) -> "Ruler":
        unit = np.ptp(train, axis=0)
        return cls(np.amin(train, axis=0), np.where(unit > 0, unit, np.ones_like(unit)))

    def __call__(self, table: np.ndarray) -> np.ndarray:
        return np.divide(np.subtract(table, self.low), self.unit)


def as_floats(array) -> np.ndarray:
    array = np.asarray(array)
    return array.astype(array.dtype if array.dtype.kind == "f" else np.float64, copy=False)


def min_max_scale(train, other):
    tables = train, other = as_floats(train), as_floats(other)
    if [table.ndim for table in tables] != [2, 2] or train.shape[-1] != other.shape[-1]:
        raise Refused("min_max_scale", "shape")
    ruler = Ruler.of(train)
    return ruler(train), ruler(other)


def l2_penalty(params, lam):
    if not lam >= 0:
        raise Refused("l2_penalty", "lam")
    kernels = [as_floats(W) for W, _ in params]
    penalty = lam * sum(np.vdot(W, W).item() for W in kernels)
    gradients = [
        (np.multiply(W, 2.0 * lam, dtype=W.dtype), np.zeros_like(as_floats(b)))
        for W, (_, b) in zip(kernels, params)
    ]
    return float(penalty), gradients


@dataclass
class Watch:
    """Remembers the best epoch, and how long ago it was."""

    patience: int
    losses: list[float] = field(default_factory=list)
    best: int = 0

    def sees(self, loss: float) -> bool:
        """Take the next loss; return whether training goes on."""
        self.losses.append(loss)
        if loss < self.losses[self.best]:
            self.best = self.now
        return self.now - self.best < self.patience

    @property
    def now(self) -> int:
        return len(self.losses) - 1


def early_stopping(val_losses, patience):
    if patience < 1:
        raise Refused("early_stopping", "patience")
    if not len(val_losses):
        raise Refused("early_stopping", "val_losses")
    watch = Watch(patience)
    for loss in val_losses:
        if not watch.sees(loss):
            break
    return watch.now, watch.best


def network(columns, units, rate=0.0, **options):
    row = layers.Input((columns,))
    x = row
    for width in units:
        x = layers.Dense(width, ops.relu, **options)(x)
        x = layers.Dropout(rate)(x) if rate else x
    return keras.Model(row, layers.Dense(1, "sigmoid")(x))


NETWORKS = {
    "dropout": partial(network, units=(16, 16), rate=0.5),
    "l2": partial(network, units=(16, 16), kernel_regularizer=keras.regularizers.L2(2e-3)),
    "smaller": partial(network, units=(4,)),
    "base": partial(network, units=(16, 16)),
}


def cross_entropy(labels, p):
    p = np.clip(p.astype(np.float64).ravel(), 1e-7, 1 - 1e-7)
    return np.mean(np.where(labels == 1, -np.log(p), -np.log1p(-p))).item()


def compare_regularizers(X, y, epochs=20, seed=0):
    (x_train, x_val), (y_train, y_val) = (np.split(a, [2 * len(X) // 3]) for a in (X, y))

    def measured(make):
        keras.utils.set_random_seed(seed)
        model = make(X.shape[1])
        model.compile("adam", "binary_crossentropy")
        model.fit(x_train, y_train, 128, epochs, verbose=0)
        train, val = (
            cross_entropy(labels, model.predict_on_batch(rows))
            for rows, labels in ((x_train, y_train), (x_val, y_val))
        )
        return dict(train=train, val=val, gap=val - train, model=model)

    return {name: measured(make) for name, make in NETWORKS.items()}


def diagnose_fit(train_loss, val_loss, baseline):
    if any(loss < 0 for loss in (train_loss, val_loss, baseline)):
        raise Refused("diagnose_fit", "loss")
    verdicts = {
        "underfitting": train_loss > 0.9 * baseline,
        "overfitting": val_loss > 1.3 * train_loss,
        "good": True,
    }
    return next(word for word, holds in verdicts.items() if holds)
