"""What several exercises of this chapter are graded with."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import descent, networks, remote, require, sequential
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


def redrawn_digits(rng):
    """Return the digits with their pixels and classes in an order of this course, a little noisy.

    Whoever learns meets no difference: a dense layer does not know which pixel lies beside which.
    But no table of known pictures, and no weights that were brought along, fit these.
    """
    x, y = digits()
    mixed = x.reshape(len(x), -1)[:, rng.permutation(784)]
    mixed = np.clip(mixed + rng.normal(0, 0.02, mixed.shape).astype(np.float32), 0, 1)
    return mixed.reshape(x.shape), rng.permutation(10)[y]


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


# A network of 784-16-10 is enough to look at an optimizer.
SMALL = [(784, 16), (16,), (16, 10), (10,)]
DARK = 28  # these first pixels of its images are always 0


def small_network(submission):
    """Return a network of the course with 16 hidden units, not compiled."""
    layers = [("Input", {"shape": (28, 28)}), ("Flatten", {})]
    dense = [("Dense", {"units": 16, "activation": "relu"}), ("Dense", {"units": 10})]
    return remote(submission, sequential([*layers, *dense]))


@dataclass(frozen=True)
class Steps:
    """Four steps of an optimizer beside Adam's, in learning rates."""

    size: float  # of the first step; the median
    apart: list[float]  # after each step, how far nine of ten weights are off at most
    decay: float  # by how much weights moved whose slope is 0


def steps_of(rng, model, shapes, rate, given=lambda x, labels: (x, labels)):
    """Return what four steps make of a compiled model; `given` is what it takes for a batch."""
    start = [rng.normal(0, 0.05, shape).astype(np.float32) for shape in shapes]
    start[-2] *= 8  # some slopes are large: to clip them would have an effect
    start[0][:DARK] = 100
    batches = [(rng.random((32, 784)), rng.integers(0, 10, 32)) for _ in range(4)]
    batches = [((x * dim).astype(np.float32), y) for (x, y), dim in zip(batches, (1, 0.2, 1, 0.2))]
    for x, _ in batches:
        x[:, :DARK] = 0
    networks.set_weights(model, start)
    size, apart = 0.0, []
    for (x, labels), wanted in zip(batches, descent.adam(start, batches, rate), strict=True):
        networks.fit(model, *given(x, labels), epochs=1, batch_size=len(x), seed=0)
        seen = networks.get_weights(model)
        require_layers(seen, shapes)
        size = size or float(np.median(differences(seen, start))) / rate
        apart.append(float(np.quantile(differences(seen, wanted), 0.9)) / rate)
    return Steps(size, apart, float(np.max(np.abs(seen[0][:DARK] - 100))) / rate)


def differences(weights, others):
    """Return how far all weights are apart but for those of the dark pixels, in one row."""
    pairs = zip([weights[0][DARK:], *weights[1:]], [others[0][DARK:], *others[1:]], strict=True)
    return np.concatenate([np.abs(one - other).ravel() for one, other in pairs])
