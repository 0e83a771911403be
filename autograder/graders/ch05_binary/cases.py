"""What several exercises of this chapter are graded with."""

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    descent,
    networks,
    reference_for,
    require,
)
from course.datasets import bundled_reviews, load_pima

RIGHT = reference_for(__file__)
RATE = 0.001  # of Adam, in all networks of this chapter


def assert_dtypes(function, right, tables, hint):
    """Ask that float32 tables stay so and integers become float64; the answers are tuples."""
    for kind, wanted in (("float32", "float32"), ("int64", "float64"), ("uint8", "float64")):
        given = [tuple(_as(kind, each) for each in case) for case in tables]
        for call, case in zip(function.map(given), given, strict=True):
            for seen, table in zip(call.value, right(*case), strict=True):
                assert_close(seen, table, rtol=1e-3, atol=1e-3, hint=hint)
                message = f"{kind} in gives {seen.dtype} out; expected {wanted}."
                mistake = "answers_float64" if seen.dtype == np.float64 else ""
                right_dtype = seen.dtype == wanted
                require(right_dtype, message, hint=hint, mistake="" if right_dtype else mistake)


def _as(kind, value):
    """Return an array without its signs in another dtype, anything else as it is."""
    return np.abs(value).astype(kind) if isinstance(value, np.ndarray) else value


def shapes_of(*sizes):
    """Return the shapes of the weights of Dense layers of these sizes, biases included."""
    return [shape for a, b in itertools.pairwise(sizes) for shape in ((a, b), (b,))]


def sigmoid(z):
    """Return 1 / (1 + e^-z), for logits that are not large."""
    return 1 / (1 + np.exp(-z))


def logits_of(weights, x, hidden=lambda z: np.maximum(z, 0)):
    """Return the logits (N, C) of Dense layers, in float64; `hidden` is the activation between."""
    z = np.asarray(x, np.float64) @ weights[0] + weights[1]
    for W, b in zip(weights[2::2], weights[3::2], strict=True):
        z = hidden(z) @ W + b
    return z


def loss_of(weights, x, y):
    """Return the mean binary cross-entropy of these weights."""
    return RIGHT.bce_from_logits(y, logits_of(weights, x)[:, 0])


def loss_seen(outputs, y):
    """Return the mean binary cross-entropy of probabilities (N,), or of logits if they are none."""
    if outputs.min() < 0 or outputs.max() > 1:
        return RIGHT.bce_from_logits(y, outputs)
    p = np.clip(outputs.astype(float), 1e-7, 1 - 1e-7)
    return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))


def accuracy_of(weights, x, y):
    """Return the share of rows that are on the right side of 0.5."""
    return float(np.mean((logits_of(weights, x)[:, 0] > 0) == y))


def is_same(seen, wanted):
    """Return whether two tables of outputs agree, as far as float32 goes."""
    return seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-3, atol=1e-4)


def distances(one, other):
    """Return how far apart two lists of weights are, entry by entry, as one array."""
    return np.concatenate([np.abs(a - b).ravel() for a, b in zip(one, other, strict=True)])


def weights_of(model, shapes):
    """Return the weights of a model, once they have the shapes that were asked for.

    Raises:
        Failure: if it is no model, or has other layers with weights.
    """
    networks.architecture(model)
    weights = networks.get_weights(model)
    message = "The layers with weights are not the ones asked for."
    hint = "Dense layers of the sizes asked for, in this order, with biases"
    require([array.shape for array in weights] == shapes, message, hint=hint)
    return weights


def require_dict(answer, keys, floats):
    """Ask for a dict with exactly these keys, some of them floats."""
    assert_type(answer, dict, hint="return a dict")
    message = "The dict has other keys than the ones asked for."
    require(set(answer) == set(keys), message, hint=f"exactly {', '.join(keys)}")
    for key in floats:
        assert_type(answer[key], float, hint=f'"{key}": float(…)')


def redrawn(rng, shapes):
    """Return weights of these shapes, biases that are not 0 among them; outputs are not extreme."""
    return [rng.normal(0, 0.6 / len(shape), shape).astype(np.float32) for shape in shapes]


def adam_is_off(rng, model, shapes):
    """Return how far three steps of a model are from Adam's on binary cross-entropy.

    In learning rates, for nine of ten weights; a weight that nothing moves must stay exactly.
    """
    start = redrawn(rng, shapes)
    start[0][0] = 100.0  # of a column that is always 0
    batches = []
    for size in (1.0, 0.3, 1.0):
        x = (size * rng.normal(0, 1, (32, shapes[0][0]))).astype(np.float32)
        x[:, 0] = 0
        batches.append((x, rng.integers(0, 2, 32)))
    networks.set_weights(model, start)
    off = []
    wanted = descent.adam(start, batches, RATE, upstream=descent.binary_slope)
    for (x, y), ideal in zip(batches, wanted, strict=True):
        networks.fit(model, x, y, epochs=1, batch_size=32, seed=0)
        seen = networks.get_weights(model)
        apart = [np.abs(a - b) for a, b in zip(seen, ideal, strict=True)]
        apart[0] = apart[0][1:]
        rows = np.concatenate([each.ravel() for each in apart])
        off.append(float(np.quantile(rows, 0.9)) / RATE)
    kept = bool(np.all(seen[0][0] == start[0][0]))
    return max(off) if kept else np.inf


@dataclass(frozen=True)
class Trained:
    """One call of an exercise that trains, and what was seen of it."""

    answer: Any
    weights: list[np.ndarray]
    outputs: np.ndarray  # (N,) of the model, for all rows as they were given
    steps: int | None  # of the optimizer
    changed: bool  # an argument
    printed: bool

    def is_like(self, other):
        """Return whether two trainings ended with the same weights.

        As far as the order of sums leaves it open: where a slope is nearly 0, Adam turns the last
        digit of it into a step.
        """
        return bool(np.quantile(distances(self.weights, other.weights), 0.95) < 1e-5)

    def begins_like(self, other):
        """Return whether two short trainings, of other rows perhaps, began with the same weights.

        A step of Adam moves no weight much further than the learning rate.
        """
        return bool(np.median(np.abs(self.weights[0] - other.weights[0])) < 30 * RATE)


def trained(function, shapes, *case, around=100):
    """Return what a call trains; `around` is the state of chance in which it is made."""
    (call,) = function.map([case], seed=around, note_prints=True, eager=True)
    assert_type(call.value, dict, hint="return a dict")
    message = 'The dict has no "model".'
    require("model" in call.value, message, hint="the trained model is one of its entries")
    model = call.value["model"]
    weights = weights_of(model, shapes)
    outputs = networks.predict(model, np.asarray(case[0], np.float32))[:, 0]
    steps = networks.architecture(model).steps
    return Trained(call.value, weights, outputs, steps, bool(call.changed), call.printed)


@dataclass(frozen=True)
class Trainings:
    """What most graders of an exercise look at: rows, a training, and one with another test."""

    X: np.ndarray
    y: np.ndarray
    first: Trained
    elsewhere: Trained  # another state of chance, other rows and labels to test on
    causes: Sequence[str] = ()  # why the two differ, if they should not: names of mistakes

    def exclude(self, name, message, hint):
        """Ask that a mistake is no reason why the two differ."""
        require(name not in self.causes, message, hint=hint, mistake=name)


STRONG, WEAK = 0.9, 0.18  # the share of its kind's words that a row has
WRONG = 13  # of the rows to validate with


def sentences(rng, shape, rest, stop):
    """Return rows of two kinds, each with words of its own, and labels: those of the kinds.

    Among the rows to validate with, a third are strong and have the wrong label, the others are
    weak and right. Their loss rises soon, therefore.
    """
    rows, words = shape
    kind = rng.permutation(np.arange(rows) % 2)
    own = np.full((rows, 1), STRONG)
    own[rest + WRONG : stop] = WEAK
    share = np.where(kind[:, np.newaxis] == np.arange(words) % 2, own, own / 9)
    y = kind.astype(np.int64)
    y[rest : rest + WRONG] ^= 1
    y[stop:] ^= np.arange(rows - stop) % 4 == 0  # nobody is right for all rows to test on
    return (rng.random(shape) < share).astype(np.float32), y


def redrawn_pima(rng):
    """Return the women's rows in new units, with new noise, and labels that may be turned round.

    Who standardises meets no difference, but no table of known women fits these. Zeros stay.
    """
    X, y, _ = load_pima()
    noisy = X * rng.uniform(0.2, 5, 8) * rng.normal(1, 0.01, X.shape)
    return noisy, y ^ int(rng.integers(0, 2))


@functools.cache
def reviews(rows, dimension):
    """Return multi-hot rows of the bundled sentences, and labels."""
    sequences, y, _ = bundled_reviews()
    return RIGHT.vectorize_sequences(sequences[:rows], dimension), y[:rows]


def redrawn_reviews(rng, rows, dimension):
    """Return sentences with their words numbered anew, a few words lost, and labels turned or not.

    A dense layer does not know which word has which number; no list of known sentences fits.
    """
    X, y = reviews(rows, dimension)
    kept = rng.random(X.shape, dtype=np.float32) >= 0.02
    return (X * kept)[:, rng.permutation(dimension)], y ^ int(rng.integers(0, 2))
