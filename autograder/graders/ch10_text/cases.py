"""What the exercise with Keras is graded with: its network by hand, in NumPy, and letters.

Weights are [table, K, b, W, c], as Keras lists them.
"""

import functools
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from autograder.asserting import (
    dense,
    descent,
    networks,
    remote,
    require,
    sequential,
)
from course.datasets import load_letters

RATE = 0.005  # of Adam
WIDTH, KERNELS, SPAN = 16, 32, 3  # numbers of an embedding, kernels, places that one covers


def layers_of(length: int, ids: int) -> list[tuple[str, dict[str, Any]]]:
    """Return the network for rows of so many ids, out of so many."""
    return [
        ("Input", {"shape": (length,)}),
        ("Embedding", {"input_dim": ids, "output_dim": WIDTH}),
        ("Conv1D", {"filters": KERNELS, "kernel_size": SPAN, "activation": "relu"}),
        ("GlobalMaxPooling1D", {}),
        ("Dense", {"units": 1, "activation": "sigmoid"}),
    ]


def shapes_of(ids, width=WIDTH, kernels=KERNELS, span=SPAN):
    """Return the shapes of the weights of a network of this kind."""
    return [(ids, width), (span, width, kernels), (kernels,), (kernels, 1), (1,)]


def largest(active):
    """Return the largest entry of each map, (N, kernels)."""
    return active.max(axis=1)


def maps_of(weights, ids, padded=0):
    """Return the vectors' windows (N, places, width, span), and the maps before ReLU."""
    table, K, b = weights[:3]
    vectors = np.pad(table[ids], ((0, 0), (padded, padded), (0, 0)))
    windows = sliding_window_view(vectors, SPAN, axis=1)
    return windows, np.tensordot(windows, K, axes=((3, 2), (0, 1))) + b


def logits_of(weights, ids, *, hidden=dense.relu, shrink=largest, padded=0):
    """Return the logits (N, 1) of the network for ids (N, L), in float64."""
    weights = [np.asarray(part, np.float64) for part in weights]
    maps = maps_of(weights, ids, padded)[1]
    return shrink(hidden(maps)) @ weights[3] + weights[4]


def slopes(weights, ids, labels, *, upstream=descent.binary_slope, by_place=True):
    """Return the logits for a batch, the slope of its loss in each weight, and their squares.

    Where several places have the largest entry they share its slope, as in TensorFlow. The table's
    squares are those of each place by itself, `by_place`, or of their sum: Keras 3.15 does the one,
    mathematics the other.
    """
    table, K, _, W, c = weights
    windows, maps = maps_of(weights, ids)
    active = dense.relu(maps)
    pooled = largest(active)
    logits = pooled @ W + c
    delta = upstream(logits, labels)
    first = active == pooled[:, np.newaxis]
    back = first / first.sum(axis=1, keepdims=True) * (delta @ W.T)[:, np.newaxis] * (maps > 0)
    dK = np.tensordot(windows, back, axes=((0, 1), (0, 1))).transpose(1, 0, 2)
    vectors = np.zeros((*ids.shape, table.shape[1]))
    for step in range(SPAN):
        vectors[:, step : step + maps.shape[1]] += back @ K[step].T
    dtable, squared = np.zeros((2, *table.shape))
    np.add.at(dtable, ids, vectors)
    np.add.at(squared, ids, vectors**2)
    found = [dtable, dK, back.sum(axis=(0, 1)), pooled.T @ delta, delta.sum(axis=0)]
    squares = [each**2 for each in found]
    return logits, found, [squared if by_place else squares[0], *squares[1:]]


def trainings(start, batches, *, learning_rate=RATE):
    """Yield, for each way of Keras to square what an embedding's row gets, a training by Adam."""
    for by_place in (True, False):
        of = functools.partial(slopes, by_place=by_place)
        upstream = descent.binary_slope
        yield descent.adam(start, batches, learning_rate, upstream=upstream, slopes_of=of)


def ways(start, rows, steps, **other):
    """Yield each way of Keras to train on a single batch, for so many steps."""
    return trainings(start, [rows] * steps, **other)


def start(submission, length, ids, seed):
    """Return the weights with which Keras begins this network, behind this seed."""
    layers = layers_of(length, ids)
    return networks.get_weights(remote(submission, sequential(layers, seed=seed)))


def weights_of(model, length, ids):
    """Return a model's weights, once they have the shapes that were asked for.

    Raises:
        Failure: if it is no model, or has other layers with weights.
    """
    networks.architecture(model)
    weights = networks.get_weights(model)
    seen, wanted = [array.shape for array in weights], shapes_of(ids)
    known = {
        "looks_at_two_neighbours": shapes_of(ids, span=2),
        "flattens_the_maps": [*wanted[:3], (KERNELS * (length - SPAN + 1), 1), (1,)],
        "leaves_out_the_convolution": [wanted[0], (WIDTH, 1), (1,)],
    }
    named = [name for name, shapes in known.items() if seen == shapes]
    message = "The layers with weights are not the ones asked for."
    hint = "Embedding(V, 16), Conv1D(32, 3), GlobalMaxPooling1D and Dense(1); V is X.max() + 1"
    require(seen == wanted, message, hint=hint, mistake=named[0] if named else "")
    return weights


@functools.cache
def letters():
    """Return the course's words and shuffled letters, (8000, 12), and their classes."""
    return load_letters()[:2]


def redrawn_letters(rng, rows):
    """Return rows as no table of known ones has them: each letter stands for another one.

    They are read backwards, or not; 0 stays in front. A pair of neighbours says as much as before.
    """
    X, y = letters()
    some = rng.permutation(len(X))[:rows]
    other = np.concatenate([[0], 1 + rng.permutation(26)])[X[some]]
    if rng.random() < 0.5:
        other = np.array([[0] * int(np.sum(row == 0)) + [*row[row > 0][::-1]] for row in other])
    return other, y[some]
