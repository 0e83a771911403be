"""Dense layers computed by hand, in NumPy: what a network of Keras should answer.

Weights are lists [W1, b1, W2, b2, …], as `networks.get_weights` gives them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.asserting import networks
from autograder.asserting.arguments import graph, remote, sequential
from autograder.grading.proxy import Submission

Activation = Callable[[np.ndarray], np.ndarray]


def relu(z: np.ndarray) -> np.ndarray:
    """Return z where it is above 0, else 0."""
    return np.asarray(np.maximum(z, 0))


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + e^-z), for logits that are not large."""
    return np.asarray(1 / (1 + np.exp(-z)))


def softplus(z: np.ndarray) -> np.ndarray:
    """Return ln(1 + e^z), for any logits."""
    return np.asarray(np.logaddexp(0, z))


def softmax(z: np.ndarray) -> np.ndarray:
    """Return the shares of logits (N, C)."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def shapes_of(*sizes: int) -> list[tuple[int, ...]]:
    """Return the shapes of the weights of Dense layers of these sizes, biases included."""
    return [shape for a, b in itertools.pairwise(sizes) for shape in ((a, b), (b,))]


def outputs_of(
    weights: Sequence[np.ndarray], x: np.ndarray, hidden: Activation = relu
) -> np.ndarray:
    """Return what Dense layers answer to rows (N, D), in float64: (N, C).

    `hidden` is the activation of all layers but the last, which has none.
    """
    z = np.asarray(x, np.float64) @ weights[0] + weights[1]
    for W, b in zip(weights[2::2], weights[3::2], strict=True):
        z = hidden(z) @ W + b
    return np.asarray(z)


def redrawn_words(
    rng: np.random.Generator, X: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return multi-hot rows with words numbered anew, a few lost, and labels turned or not.

    A dense layer does not know which word has which number; no list of known sentences fits.
    """
    kept = rng.random(X.shape, dtype=np.float32) >= 0.02
    return (X * kept)[:, rng.permutation(X.shape[1])], y ^ int(rng.integers(0, 2))


def is_same(seen: np.ndarray, wanted: np.ndarray) -> bool:
    """Return whether two tables of outputs agree, as far as float32 goes."""
    return seen.shape == wanted.shape and bool(np.allclose(seen, wanted, rtol=1e-3, atol=1e-4))


def start(submission: Submission, sizes: Sequence[int], seed: int) -> list[np.ndarray]:
    """Return the weights with which Keras begins a network of these sizes, behind this seed."""
    layers: list[tuple[str, dict[str, Any]]] = [("Input", {"shape": (sizes[0],)})]
    layers += [("Dense", {"units": n}) for n in sizes[1:]]
    return networks.get_weights(remote(submission, sequential(layers, seed=seed)))


def start_from_the_end(submission: Submission, sizes: Sequence[int], seed: int) -> list[np.ndarray]:
    """Return the weights with which it begins if its last layer is made first."""
    nodes: list[tuple[str, dict[str, Any], list[int]]] = []
    for inputs, units in reversed(list(itertools.pairwise(sizes))):
        nodes += [("Input", {"shape": (inputs,)}, []), ("Dense", {"units": units}, [len(nodes)])]
    model = remote(submission, graph(nodes, range(1, len(nodes), 2), seed=seed))
    weights = networks.get_weights(model)
    return [
        each for place in range(len(weights) - 2, -1, -2) for each in weights[place : place + 2]
    ]
