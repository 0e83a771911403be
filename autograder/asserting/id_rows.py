"""Rows of ids with two classes, and a training on the first 4N // 5 of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import training_calls
from autograder.grading.proxy import RemoteFunction

ROWS, CUT, LENGTH, IDS = 32, 25, 7, 12  # 25.6 rounded down; even all rows are one batch of 32
EPOCHS, SEED, AROUND = 3, 5, 100
LONG = 11  # epochs: Adam has gone past the best answer to rows that contradict one another
NEAR = 0.05  # learning rates
MORE = 113  # rows, 90 to train on: three batches, without a tenth too; two of 64, six of 16
KEYS = ("accuracy", "baseline", "model")

Weights = list[np.ndarray]
Batch = tuple[np.ndarray, np.ndarray]
Ways = Callable[..., Iterable[Iterable[Weights]]]  # start, rows, steps, more by name


def rows(rng: np.random.Generator, count: int = ROWS) -> tuple[np.ndarray, np.ndarray]:
    """Return ids (count, LENGTH) and classes: every id from 0 to IDS - 1 occurs in training rows.

    As many of the training rows are 1 as 0, or one more; most of the test rows are 0.
    """
    cut = 4 * count // 5
    X = rng.integers(0, IDS - 1, (count, LENGTH))
    X[0], X[rng.integers(1, cut), 3] = np.arange(LENGTH), IDS - 1
    X[1] = np.arange(IDS - LENGTH, IDS)
    halves, few = np.arange(1, cut + 1) % 2, np.arange(count - cut) % 7 < 2
    y = np.concatenate([rng.permutation(halves), rng.permutation(few)]).astype(np.int64)
    X[y == 1, 2:4] = np.add.outer(rng.integers(1, 4, int(y.sum())), [0, 1])  # they go together
    return X, y


def in_order(X: np.ndarray, y: np.ndarray) -> list[Batch]:
    """Return the batches of two epochs on the training rows, each in the order of the rows."""
    cut = 4 * len(X) // 5
    parts = [slice(begin, min(begin + 32, cut)) for begin in range(0, cut, 32)] * 2
    return [(X[part], y[part]) for part in parts]


@dataclass(frozen=True)
class IdTraining:
    """The training that most graders look at, and how to compare it with others."""

    X: np.ndarray
    y: np.ndarray
    seen: training_calls.TrainingCall
    start: Callable[[int], Weights]  # by the seed
    weights_of: Callable[[Any], Weights]  # of a model, once they have the right shapes
    ways: Ways  # of Keras to learn: each has the weights behind every step
    rate: float  # of Adam

    @property
    def answer(self) -> Any:
        """The dict that was answered."""
        return self.seen.answer

    @property
    def weights(self) -> Weights:
        """The weights of the network that was trained."""
        return self.weights_of(self.answer["model"])

    def off(
        self, some: slice = slice(0, CUT), steps: int = EPOCHS, seed: int = SEED, **other: Any
    ) -> float:
        """Return how far the network is from one that has learned from other rows, or otherwise."""
        part = self.X[some], self.y[some]
        return self.by_step(self.weights, seed, part, steps, **other)[-1]

    def by_step(
        self, seen: Weights, seed: int, part: Batch, steps: int, **other: Any
    ) -> list[float]:
        """Return how far weights are from those behind each step on the same rows.

        Of several ways of Keras to learn, the nearest counts.
        """
        found = [
            [training_calls.apart(seen, weights, self.rate) for weights in way]
            for way in self.ways(self.start(seed), part, steps, **other)
        ]
        return [min(each) for each in zip(*found, strict=True)]

    @property
    def is_right(self) -> bool:
        """Whether the network has learned what it should."""
        return self.off() < NEAR


def observed(
    function: RemoteFunction,
    rng: np.random.Generator,
    start: Callable[[int], Weights],
    weights_of: Callable[[Any], Weights],
    ways: Ways,
    rate: float,
) -> IdTraining:
    """Return the training that most graders look at."""
    X, y = rows(rng)
    seen = training_calls.train(function, X, y, EPOCHS, SEED, around=AROUND)
    return IdTraining(X, y, seen, start, weights_of, ways, rate)
