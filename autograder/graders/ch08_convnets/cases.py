"""What the two exercises with Keras are graded with: the network by hand, in NumPy, and digits.

Weights are [K1, b1, K2, b2, W3, b3, W4, b4], as Keras lists them.
"""

import functools
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from autograder.asserting import dense, descent, networks, remote, require, sequential
from course.datasets import bundled_mnist

RATE = 0.001  # of Adam
PARAMETERS = 56_714
SHAPES = [(3, 3, 1, 16), (16,), (3, 3, 16, 32), (32,), (800, 64), (64,), (64, 10), (10,)]
LAYERS: list[
    tuple[str, dict[str, Any]]
] = [  # the course's own network: a mistake in 8.4 costs nothing in 8.5
    ("Input", {"shape": (28, 28, 1)}),
    ("Conv2D", {"filters": 16, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("Conv2D", {"filters": 32, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("Flatten", {}),
    ("Dense", {"units": 64, "activation": "relu"}),
    ("Dense", {"units": 10, "activation": "softmax"}),
]


def windows(X):
    """Return the windows of 3 x 3 at every place, (N, H - 2, W - 2, C, 3, 3)."""
    return sliding_window_view(X, (3, 3), axis=(1, 2))


def convolve(X, K, b):
    """Return the sums of windows times kernels (N, H - 2, W - 2, F)."""
    return np.tensordot(windows(X), K, axes=((4, 5, 3), (0, 1, 2))) + b


def blocks(X):
    """Return whole blocks of 2 x 2, (N, H // 2, 2, W // 2, 2, C)."""
    n, height, width, channels = X.shape
    whole = X[:, : height // 2 * 2, : width // 2 * 2]
    return whole.reshape(n, height // 2, 2, width // 2, 2, channels)


def pool(X):
    """Return the largest entry of every block of 2 x 2."""
    return blocks(X).max(axis=(2, 4))


def features_of(weights, x, hidden=(dense.relu, dense.relu), shrink=(pool, pool)):
    """Return what the second pooling answers to pictures (N, 28, 28), (N, 800).

    `hidden` are the activations of the two convolutions, `shrink` the two poolings.
    """
    X = np.asarray(x, np.float64).reshape(len(x), 28, 28, 1)
    parts = zip((weights[0:2], weights[2:4]), hidden, shrink, strict=True)
    for (K, b), activation, smaller in parts:
        X = smaller(activation(convolve(X, K, b)))
    return X.reshape(len(x), -1)


def logits_of(weights, x, hidden=dense.relu, shrink=(pool, pool)):
    """Return the logits (N, 10) of the network for pictures (N, 28, 28), in float64."""
    return dense.outputs_of(weights[4:], features_of(weights, x, (hidden, hidden), shrink), hidden)


def spread_back(X, Y, delta):
    """Return the slope in what was pooled: of each block, its largest entry alone has one."""
    n, height, width, channels = X.shape
    largest = blocks(X) == Y[:, :, np.newaxis, :, np.newaxis]
    back = np.zeros_like(X)
    part = largest * delta[:, :, np.newaxis, :, np.newaxis]
    back[:, : height // 2 * 2, : width // 2 * 2] = part.reshape(
        n, height // 2 * 2, width // 2 * 2, channels
    )
    return back


def slopes(weights, x, labels, *, upstream=descent.cross_entropy_slope):
    """Return the logits for a batch and the slope of its loss in each weight, in float64.

    Where several entries of a block are the largest they are 0, and ReLU has no slope there.
    """
    X, seen = np.asarray(x, np.float64).reshape(len(x), 28, 28, 1), []
    for K, b in (weights[0:2], weights[2:4]):
        active = dense.relu(convolve(X, K, b))
        pooled = pool(active)
        seen.append((X, active, pooled))
        X = pooled
    flat = X.reshape(len(x), -1)
    logits, found = descent.slopes(weights[4:], flat, labels, upstream=upstream)
    first = flat @ weights[4] + weights[5]
    back = (upstream(logits, labels) @ weights[6].T) * (first > 0) @ weights[4].T
    delta = back.reshape(X.shape)
    for K, (given, active, pooled) in zip((weights[2], weights[0]), seen[::-1], strict=True):
        delta = spread_back(active, pooled, delta) * (active > 0)
        dK = np.tensordot(windows(given), delta, axes=((0, 1, 2), (0, 1, 2)))
        found = [dK.transpose(1, 2, 0, 3), delta.sum(axis=(0, 1, 2)), *found]
        padded = np.pad(delta, ((0, 0), (2, 2), (2, 2), (0, 0)))
        delta = np.tensordot(windows(padded), K[::-1, ::-1], axes=((4, 5, 3), (0, 1, 3)))
    return logits, found


def adam(weights, batches):
    """Return the weights before training, and after a step of Adam on each batch."""
    return [weights, *descent.adam(weights, batches, RATE, slopes_of=slopes)]


def weights_of(model):
    """Return a model's weights, once they have the shapes that were asked for.

    Raises:
        Failure: if it is no model, or has other layers with weights.
    """
    found = networks.architecture(model)
    weights = networks.get_weights(model)
    seen = [array.shape for array in weights]
    known = {
        "pads_the_pictures": [*SHAPES[:4], (7 * 7 * 32, 64), *SHAPES[5:]],
        "strides_in_place_of_pooling": [*SHAPES[:4], (6 * 6 * 32, 64), *SHAPES[5:]],
        "leaves_out_the_second_pooling": [*SHAPES[:4], (11 * 11 * 32, 64), *SHAPES[5:]],
        "takes_kernels_of_5": [(5, 5, *SHAPES[0][2:]), (16,), (5, 5, *SHAPES[2][2:])],
        "exchanges_the_convolutions": [(3, 3, 1, 32), (32,), (3, 3, 32, 16), (16,)],
        "leaves_out_the_hidden_layer": [*SHAPES[:4], (800, 10), (10,)],
        "averages_the_maps": [*SHAPES[:4], (32, 64), *SHAPES[5:]],
        "leaves_out_biases": SHAPES[::2],
    }
    named = [name for name, each in known.items() if seen[: len(each)] == each]
    message = "The layers with weights are not the ones asked for."
    hint = "Conv2D(16, 3), Conv2D(32, 3), Dense(64) and Dense(10), with biases"
    mistake = named[0] if named else ""
    require(found.parameters, "The model has no weights yet.", hint="say its input: keras.Input")
    require(seen == SHAPES, message, hint=hint, mistake=mistake)
    return weights


def start(submission, seed):
    """Return the weights with which Keras begins this network, behind this seed."""
    return networks.get_weights(remote(submission, sequential(LAYERS, seed=seed)))


def redrawn(rng):
    """Return other weights, biases that are not 0 among them; no output is extreme."""
    sizes = [np.prod(shape[:-1]) if len(shape) > 1 else 100 for shape in SHAPES]
    return [
        rng.normal(0, 1.5 / np.sqrt(size), shape).astype(np.float32)
        for size, shape in zip(sizes, SHAPES, strict=True)
    ]


@functools.cache
def digits():
    """Return pictures (10000, 28, 28) float32 between 0 and 1, and labels."""
    parts = bundled_mnist()
    x, y = (np.concatenate(each) for each in zip(*parts, strict=True))
    return (x / 255).astype(np.float32), y.astype(np.int64)


def redrawn_digits(rng, rows):
    """Return digits as no table of known ones has them, and their classes in another order.

    They are turned or mirrored, all in one way, each a little noisy: what lies beside what stays,
    which is all that a convolution looks at.
    """
    x, y = digits()
    some = rng.permutation(len(x))[:rows]
    turned = np.rot90(x[some], int(rng.integers(4)), axes=(1, 2))
    turned = turned[:, :, ::-1] if rng.random() < 0.5 else turned
    noisy = turned + rng.normal(0, 0.02, turned.shape)
    return np.clip(noisy, 0, 1).astype(np.float32), rng.permutation(10)[y[some]]
