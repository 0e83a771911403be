"""Which optimizer a model was compiled with, by what its steps make of the weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.asserting import descent, networks
from autograder.asserting.comparisons import require
from autograder.asserting.descent import Batch
from autograder.grading.proxy import RemoteObject

DARK = 28  # so many of the first inputs are always 0


@dataclass(frozen=True)
class Steps:
    """The first steps of an optimizer beside Adam's, in learning rates."""

    size: float  # of the first step: the median of what moved
    apart: tuple[float, ...]  # after each step, how far nine of ten weights are off at most
    decay: float  # by how much weights moved whose slope is 0
    remembers: bool  # more of each weight than Adam does, which keeps two averages


def steps_of(
    rng: np.random.Generator,
    model: RemoteObject,
    shapes: Sequence[tuple[int, ...]],
    learning_rate: float,
    given: Callable[[np.ndarray, np.ndarray], Batch],
    *,
    steps: int = 3,
) -> Steps:
    """Return what the first steps make of a compiled model of dense layers, without dropout.

    `shapes` are those of its weights; `given` makes what it takes of rows (32, D) and labels.

    Raises:
        Failure: if the model cannot be trained, or its weights have other shapes.
    """
    start = [rng.normal(0, 0.05, shape).astype(np.float32) for shape in shapes]
    start[-2] *= 8  # some slopes are large: to clip them would have an effect
    start[0][:DARK] = 100
    batches = [_batch(rng, len(start[0]), len(start[-1]), dim) for dim in (1, 0.2, 1)[:steps]]
    networks.set_weights(model, start)
    size, apart, seen = 0.0, [], start
    wanted = descent.adam(start, batches, learning_rate)
    for (x, labels), ideal in zip(batches, wanted, strict=True):
        networks.fit(model, *given(x, labels), epochs=1, batch_size=len(x), seed=0)
        seen = networks.get_weights(model)
        same = [array.shape for array in seen] == [array.shape for array in start]
        require(same, "Training changes the shapes of the weights.")
        size = size or _usual(_apart(seen, start)) / learning_rate
        apart.append(float(np.quantile(_apart(seen, ideal), 0.9)) / learning_rate)
    decay = float(np.max(np.abs(seen[0][:DARK] - start[0][:DARK])))
    kept = networks.architecture(model).arrays or 0
    return Steps(size, tuple(apart), decay / learning_rate, kept >= 3 * len(start))


def _batch(rng: np.random.Generator, width: int, classes: int, dim: float) -> Batch:
    """Return 32 rows of random inputs, the first of which are 0, and labels."""
    x = (rng.random((32, width)) * dim).astype(np.float32)
    x[:, :DARK] = 0
    return x, rng.integers(0, classes, 32)


def _usual(moves: np.ndarray) -> float:
    """Return the median of what moved: a hidden unit that is off for all rows moves no weight."""
    return float(np.median(moves[moves > 0])) if np.any(moves > 0) else 0.0


def _apart(weights: descent.Weights, others: descent.Weights) -> np.ndarray:
    """Return how far the weights are apart, in one row; those of dark inputs are left out."""
    pairs = zip([weights[0][DARK:], *weights[1:]], [others[0][DARK:], *others[1:]], strict=True)
    return np.concatenate([np.abs(one - other).ravel() for one, other in pairs])
