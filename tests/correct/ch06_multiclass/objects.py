# ruff: noqa (a student wrote this)
"""An enum of problems, networks by the functional API, folds that are objects."""

from dataclasses import dataclass
from enum import Enum

import keras
import numpy as np


class Refused(ValueError):
    def __init__(self, who: str, word: str, value: object) -> None:
        super().__init__(f"{who}: {word} ({value!r})")


class Head(Enum):
    binary = "sigmoid", "binary_crossentropy", 1, 1
    multiclass = "softmax", "categorical_crossentropy", 3, float("inf")
    multilabel = "sigmoid", "binary_crossentropy", 1.0, float("inf")
    regression = None, "mse", 1, float("inf")
    bounded_regression = "sigmoid", "mse", 1, float("inf")

    def of(self, units: int) -> dict:
        activation, loss, least, most = self.value
        if not least <= units <= most:
            raise Refused("choose_head", "n_outputs", units)
        return dict(loss=loss, activation=activation, units=units)


def choose_head(problem, n_outputs):
    try:
        head = Head[problem]
    except KeyError:
        raise Refused("choose_head", "problem", problem) from None
    return head.of(n_outputs)


def network(columns, *units, end):
    """Dense layers, by the functional API: relu inside, `end` at the end."""
    inputs = x = keras.Input((columns,))
    for size in units[:-1]:
        x = keras.layers.Dense(size, activation=keras.ops.relu)(x)
    return keras.Model(inputs, keras.layers.Dense(units[-1], activation=end)(x))


def train_topics(X, y, hidden=64, epochs=12, seed=0):
    if hidden < 1:
        raise Refused("train_topics", "hidden", hidden)
    (learn, examine), (known, asked) = (np.split(a, [len(X) * 4 // 5]) for a in (X, y))
    keras.utils.set_random_seed(seed)
    model = network(X.shape[1], 64, hidden, 1 + int(np.max(y)), end="softmax")
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    model.fit(learn, known.astype(np.int64), 128, epochs, verbose=0)
    scores = model.evaluate(examine, asked.astype(np.int64), verbose=0, return_dict=True)
    labels, counts = np.unique(known, return_counts=True)
    guess = labels[counts == counts.max()].min()
    return dict(
        model=model,
        baseline=(asked == guess).mean().item(),
        accuracy=float(scores["accuracy"]),
    )


def predict_labels(probs, problem, threshold=0.5):
    decide = {
        "binary": lambda: np.where(probs > threshold, 1, 0),
        "multilabel": lambda: np.where(probs > threshold, 1, 0),
        "multiclass": lambda: np.argsort(-probs, axis=1, kind="stable")[:, 0],
    }
    if problem not in decide:
        raise Refused("predict_labels", "problem", problem)
    if not np.array_equal(np.clip(probs, 0, 1), probs):
        raise Refused("predict_labels", "range", (probs.min(), probs.max()))
    return decide[problem]()


@dataclass(frozen=True)
class Folds:
    order: np.ndarray
    k: int

    def marks(self) -> np.ndarray:
        """The fold of each place in the order: 0 0 0 1 1 2 2."""
        size, more = divmod(len(self.order), self.k)
        return np.repeat(np.arange(self.k), size + (np.arange(self.k) < more))

    def pair(self, fold: int) -> tuple:
        mine = self.marks() == fold
        return self.order[~mine], self.order[mine]


def k_fold_indices(n, k, rng):
    if k not in range(2, n + 1):
        raise Refused("k_fold_indices", "k must be 2 to n", k)
    folds = Folds(rng.permutation(n), k)
    return list(map(folds.pair, range(k)))


def mean_absolute_error(y, p):
    if y.shape[0] != p.shape[0]:
        raise Refused("mean_absolute_error", "shape", (y.shape, p.shape))
    off = np.subtract(y.ravel(), p.ravel(), dtype=np.float64)
    return np.linalg.norm(off, 1) / off.size


def cross_validate(X, y, k=4, epochs=50, seed=0):
    def error(fold):
        learn, examine = fold
        rows, others = standardize(X[learn], X[examine])
        keras.utils.set_random_seed(seed)
        model = network(X.shape[1], 64, 64, 1, end=None)
        model.compile(keras.optimizers.Adam(), keras.losses.MeanSquaredError())
        model.fit(rows, y[learn], 16, epochs, verbose=0)
        seen = model(others.astype(np.float32)).numpy()
        return float(mean_absolute_error(y[examine], seen))

    return [error(fold) for fold in k_fold_indices(len(X), k, np.random.default_rng(seed))]


def standardize(train, *others):
    mean, spread = train.mean(axis=0), np.ptp(train, axis=0)
    deviation = np.where(spread == 0, 1, train.std(axis=0))
    return [(table - mean) / deviation for table in (train, *others)]
