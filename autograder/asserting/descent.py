"""What training makes of a small dense network, computed by hand in NumPy.

Weights are lists [W1, b1, W2, b2, …] of Dense layers with ReLU in between; rows may be images.
Keras's steps can be held against these wherever nothing is left to chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

Weights = list[np.ndarray]
Batch = tuple[np.ndarray, np.ndarray]
Upstream = Callable[[np.ndarray, np.ndarray], np.ndarray]  # logits, targets -> d loss / d logits


def cross_entropy_slope(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the slope of the mean cross-entropy in the logits (N, C); labels (N,) integers."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    return slope / len(labels)


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
    kept: np.ndarray | float = 1.0,
) -> tuple[np.ndarray, Weights]:
    """Return the outputs for a batch and the slope of its loss in each weight, in float64.

    The outputs of the hidden layers are multiplied by `kept`, as dropout does.
    """
    taken = [np.asarray(x, np.float64).reshape(len(x), -1)]  # what each layer gets
    pairs = list(zip(weights[0::2], weights[1::2], strict=True))
    for W, b in pairs[:-1]:
        taken.append(np.maximum(taken[-1] @ W + b, 0) * kept)
    outputs = taken[-1] @ pairs[-1][0] + pairs[-1][1]
    delta, found = upstream(outputs, targets), []
    for given, (W, _) in zip(reversed(taken), reversed(pairs), strict=True):
        found += [delta.sum(axis=0), given.T @ delta]
        delta = (delta @ W.T) * (given > 0) * kept
    return outputs, found[::-1]


def adam(
    weights: Sequence[np.ndarray], batches: Iterable[Batch], learning_rate: float
) -> Iterator[Weights]:
    """Yield the weights after each step of Keras's Adam, with its own settings, on these batches."""
    now = [np.asarray(array, np.float64) for array in weights]
    means, squares = [0 * array for array in now], [0 * array for array in now]
    for step, (x, labels) in enumerate(batches, 1):
        size = learning_rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        for k, slope in enumerate(slopes(now, x, labels)[1]):
            means[k] = 0.9 * means[k] + 0.1 * slope
            squares[k] = 0.999 * squares[k] + 0.001 * slope**2
            now[k] = now[k] - size * means[k] / (np.sqrt(squares[k]) + 1e-7)
        yield list(now)
