"""What training makes of a small dense network, computed by hand in NumPy.

Weights are lists [W1, b1, W2, b2, …] of Dense layers with ReLU in between; rows may be images.
Keras's steps can be held against these wherever nothing is left to chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

Weights = list[np.ndarray]
Batch = tuple[np.ndarray, np.ndarray]
Upstream = Callable[[np.ndarray, np.ndarray], np.ndarray]  # logits, targets -> d loss / d logits
Slopes = Callable[..., tuple[Any, ...]]  # as `slopes` below, of any network


def cross_entropy_slope(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the slope of the mean cross-entropy in the logits (N, C); labels (N,) integers."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    return slope / len(labels)


def binary_slope(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the slope of the mean binary cross-entropy in logits (N, 1); labels (N,)."""
    probabilities = 1 / (1 + np.exp(-logits))
    slope: np.ndarray = (probabilities - np.reshape(labels, logits.shape)) / len(labels)
    return slope


def squares_slope(outputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Return the slope of the mean of all squared differences in the outputs (N, C)."""
    slope: np.ndarray = 2 * (outputs - targets) / targets.size
    return slope


def slopes(
    weights: Sequence[np.ndarray],
    x: np.ndarray,
    targets: np.ndarray,
    *,
    upstream: Upstream = cross_entropy_slope,
) -> tuple[np.ndarray, Weights]:
    """Return the outputs for a batch and the slope of its loss in each weight, in float64."""
    taken = [np.asarray(x, np.float64).reshape(len(x), -1)]  # what each layer gets
    pairs = list(zip(weights[0::2], weights[1::2], strict=True))
    for W, b in pairs[:-1]:
        taken.append(np.maximum(taken[-1] @ W + b, 0))
    outputs = taken[-1] @ pairs[-1][0] + pairs[-1][1]
    delta, found = upstream(outputs, targets), [np.empty(0)] * len(weights)
    for layer in reversed(range(len(pairs))):
        given = taken[layer]
        found[2 * layer : 2 * layer + 2] = given.T @ delta, delta.sum(axis=0)
        if layer:
            delta = (delta @ pairs[layer][0].T) * (given > 0)
    return outputs, found


def adam(
    weights: Sequence[np.ndarray],
    batches: Iterable[Batch],
    learning_rate: float,
    *,
    upstream: Upstream = cross_entropy_slope,
    slopes_of: Slopes = slopes,
) -> Iterator[Weights]:
    """Yield the weights after each batch's step of Keras's Adam, with its own settings.

    `slopes_of` knows the network: it is one of Dense layers, if nothing else is said. What it
    answers third, if anything, are the squares of the slopes: Keras 3.15 squares what comes from
    each place by itself where an embedding looks one row up for several.
    """
    now = [np.asarray(array, np.float64) for array in weights]
    means, squares = [0 * array for array in now], [0 * array for array in now]
    for step, (x, labels) in enumerate(batches, 1):
        size = learning_rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        _, found, *squared = slopes_of(now, x, labels, upstream=upstream)
        for k, slope in enumerate(found):
            means[k] = 0.9 * means[k] + 0.1 * slope
            squares[k] = 0.999 * squares[k] + 0.001 * (squared[0][k] if squared else slope**2)
            now[k] = now[k] - size * means[k] / (np.sqrt(squares[k]) + 1e-7)
        yield list(now)


def sgd(
    weights: Sequence[np.ndarray],
    rows: Batch,
    rng: np.random.Generator,
    setting: tuple[float, int, int, float],
) -> tuple[np.ndarray, np.ndarray]:
    """Return one training by gradient descent: loss and accuracy while it ran, and the last bias.

    The network has one hidden layer; `setting` is (learning rate, epochs, batch size, rate of the
    dropout behind that layer). The scores, (epochs, 2), are means over the rows of each epoch, as
    `fit` reports them. The rows are shuffled anew in each epoch.
    """
    rate, epochs, batch_size, dropout = setting
    x, labels = np.asarray(rows[0], np.float64).reshape(len(rows[0]), -1), rows[1]
    W1, b1, W2, b2 = (np.asarray(array, np.float64) for array in weights)
    hidden, scores = x @ W1 + b1, np.zeros((epochs, 2))
    likeness = x @ x.T + 1  # a step on one row moves the scores of the others by so much
    for epoch, order in enumerate(rng.permutation(len(x)) for _ in range(epochs)):
        for start in range(0, len(x), batch_size):
            some = order[start : start + batch_size]
            open_gates = (hidden[some] > 0) * (rng.random(hidden[some].shape) >= dropout)
            given = hidden[some] * open_gates / (1 - dropout)
            outputs = given @ W2 + b2
            scores[epoch] += _sums(outputs, labels[some]) / len(x)
            delta = cross_entropy_slope(outputs, labels[some])
            back = delta @ W2.T * open_gates / (1 - dropout)
            W2, b2 = W2 - rate * given.T @ delta, b2 - rate * delta.sum(axis=0)
            hidden = hidden - rate * likeness[:, some] @ back
    return scores, b2


def _sums(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the cross-entropies of a batch and its right answers, added up."""
    top = logits.max(axis=1)
    losses = top + np.log(np.exp(logits - top[:, np.newaxis]).sum(axis=1))
    losses -= logits[np.arange(len(labels)), labels]
    return np.array([losses.sum(), np.sum(logits.argmax(axis=1) == labels)])
