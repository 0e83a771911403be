"""What several exercises of this chapter are graded with."""

import functools
from typing import Any

import numpy as np

from autograder.asserting import require
from course.datasets import bundled_mnist

# The course's own network of exercise 4.2: a mistake there costs nothing in 4.5 and 4.6.
LAYERS: list[tuple[str, dict[str, Any]]] = [
    ("Input", {"shape": (28, 28)}),
    ("Flatten", {}),
    ("Dense", {"units": 128, "activation": "relu"}),
    ("Dropout", {"rate": 0.2}),
    ("Dense", {"units": 10}),
]
SHAPES = [(784, 128), (128,), (128, 10), (10,)]


@functools.cache
def digits():
    """Return x (5000, 28, 28) float32 between 0 and 1, and labels: 4,000 to train, 1,000 not."""
    (x, y), (x_test, y_test) = bundled_mnist()
    x, y = np.concatenate([x[:4000], x_test[:1000]]), np.concatenate([y[:4000], y_test[:1000]])
    return (x / 255).astype(np.float32), y.astype(np.int64)


def noise(rng, rows=32):
    """Return random images and labels: enough where nothing has to be learned."""
    return rng.random((rows, 28, 28), dtype=np.float32), rng.integers(0, 10, rows)


def one_hot(labels):
    """Return the rows of a network that wants them so, float32 (N, 10)."""
    return np.eye(10, dtype=np.float32)[labels]


def forward(weights, x, hidden=lambda z: np.maximum(z, 0)):
    """Return the logits of Dense layers [W1, b1, W2, b2, …] for rows or images.

    `hidden` is the activation of all layers but the last: ReLU.
    """
    z = x.reshape(len(x), -1) @ weights[0] + weights[1]
    for W, b in zip(weights[2::2], weights[3::2], strict=True):
        z = hidden(z) @ W + b
    return z


def softmax(z):
    """Return the probabilities of the rows' logits; small ones, nothing overflows."""
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    """Return the mean of log Σ e^z − z_label over the rows, in float64."""
    ten = logits.shape == (len(labels), 10)
    require(ten, "The model does not answer ten numbers per image.", hint="end with Dense(10)")
    z = logits.astype(np.float64)
    top = z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(z - top).sum(axis=1)) + top[:, 0]
    return float(np.mean(log_sum - z[np.arange(len(z)), labels]))


def is_same(seen, wanted):
    """Return whether two tables of outputs agree, as far as float32 goes."""
    return seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-3, atol=1e-4)


def require_layers(weights, shapes):
    """Ask for weights of these shapes, in this order."""
    found = [array.shape for array in weights]
    message = "The layers with weights are not the ones asked for."
    require(
        found == shapes, message, hint="Dense layers of these sizes, in this order, with biases"
    )


def redrawn(rng, weights):
    """Return other weights of the same shapes, biases that are not 0 among them."""
    return [rng.normal(0, 0.05, array.shape).astype(np.float32) for array in weights]
