"""What the two exercises with Keras are graded with: an LSTM by hand in NumPy, forth and back.

Weights of a layer are [W, U, b], as Keras lists them; the gates stand in Keras's order, input,
forget, candidate, output.
"""

import functools

import numpy as np

from autograder.asserting import descent, networks, recurrent, remote, require, sequential
from course.datasets import load_letters, load_weather


def forecast(weights, X):
    """Return what an LSTM and a Dense unit behind it answer to windows, (N, 1)."""
    return recurrent.lstm(weights[:3], X)[0] @ weights[3] + weights[4]


def forecast_slopes(weights, X, targets, *, upstream=descent.squares_slope):
    """Return the outputs for a batch of windows and the slope of its loss in each weight."""
    last, steps = recurrent.lstm(weights[:3], X)
    outputs = last @ weights[3] + weights[4]
    delta = upstream(outputs, np.reshape(targets, outputs.shape))
    _, found = recurrent.lstm_slopes(weights[:3], X, steps, delta @ weights[3].T)
    return outputs, [*found, last.T @ delta, delta.sum(axis=0)]


def order_logits(weights, ids):
    """Return the logits (N, 1) for ids: a table, an LSTM and a Dense unit."""
    return forecast(weights[1:], np.asarray(weights[0], np.float64)[ids])


def order_slopes(weights, ids, labels, *, upstream=descent.binary_slope, by_place=True):
    """Return the logits for a batch of ids, the slopes in the weights, and their squares.

    The table's squares are those of each place by itself, `by_place`, or of their sum: Keras 3.15
    does the one, mathematics the other.
    """
    vectors = weights[0][ids]
    last, steps = recurrent.lstm(weights[1:4], vectors)
    logits = last @ weights[4] + weights[5]
    delta = upstream(logits, labels)
    dX, found = recurrent.lstm_slopes(weights[1:4], vectors, steps, delta @ weights[4].T)
    table, squared = np.zeros((2, *weights[0].shape))
    np.add.at(table, ids, dX)
    np.add.at(squared, ids, dX**2)
    found = [table, *found, last.T @ delta, delta.sum(axis=0)]
    squares = [each**2 for each in found]
    return logits, found, [squared if by_place else squares[0], *squares[1:]]


def started(submission, layers, seed):
    """Return the weights with which Keras begins a network of these layers, behind this seed."""
    return networks.get_weights(remote(submission, sequential(layers, seed=seed)))


def started_with_dense(submission, units, columns, seed):
    """Return the weights with which a forecaster begins if its Dense layer is made first."""
    layers = [
        ("Input", {"shape": (columns, units)}),
        ("Dense", {"units": 1}),
        ("Reshape", {"target_shape": (1, columns)}),
        ("LSTM", {"units": units}),
    ]
    table, bias, *others = started(submission, layers, seed)
    return [*others, table, bias]


def predicted(model, weights, X):
    """Return what a trained model answers with other weights; it has its own again afterwards."""
    learned = networks.get_weights(model)
    networks.set_weights(model, weights)
    try:
        return networks.predict(model, X)
    finally:
        networks.set_weights(model, learned)


def require_shapes(model, wanted, known, hint):
    """Return a model's weights, once they have the wanted shapes; `known` names other ones.

    Raises:
        Failure: if it is no model, or has other layers with weights.
    """
    networks.architecture(model)
    weights = networks.get_weights(model)
    seen = [array.shape for array in weights]
    named = [name for name, shapes in known.items() if seen == shapes]
    message = "The layers with weights are not the ones asked for."
    require(seen == wanted, message, hint=hint, mistake=named[0] if named else "")
    return weights


@functools.cache
def letters():
    """Return the course's words and shuffled letters, (8000, 12), and their classes."""
    return load_letters()[:2]


def redrawn_letters(rng, rows):
    """Return rows as no table of known ones has them: each letter stands for another one."""
    X, y = letters()
    some = rng.permutation(len(X))[:rows]
    return np.concatenate([[0], 1 + rng.permutation(26)])[X[some]], y[some]


@functools.cache
def weather():
    """Return New York's weather (8730, 5), each column with mean 0 and deviation 1."""
    table = load_weather()[0]
    return (table - table.mean(axis=0)) / table.std(axis=0)


def redrawn_weather(rng):
    """Return the weather as no table has it: columns turned around and mixed, a little noisy.

    Warm and cold may be exchanged in it, wet and dry, and so on; the temperature stays column 0.
    """
    table = weather()
    order = [0, *(1 + rng.permutation(table.shape[1] - 1))]
    turned = table[:, order] * rng.choice([-1.0, 1.0], table.shape[1])
    return turned + rng.normal(0, 0.02, turned.shape)
