"""What the two exercises that train are graded with: networks computed by hand, in NumPy."""

import functools
import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import (
    assert_type,
    descent,
    networks,
    reference_for,
    remote,
    require,
    sequential,
)
from course.datasets import bundled_topics, load_ames

RIGHT = reference_for(__file__)
RATE = 0.001  # of Adam, in all networks of this chapter


def shapes_of(*sizes):
    """Return the shapes of the weights of Dense layers of these sizes, biases included."""
    return [shape for a, b in itertools.pairwise(sizes) for shape in ((a, b), (b,))]


def start(submission, sizes, seed):
    """Return the weights with which Keras begins a network of these sizes, behind this seed."""
    layers = [("Input", {"shape": (sizes[0],)}), *(("Dense", {"units": n}) for n in sizes[1:])]
    return networks.get_weights(remote(submission, sequential(layers, seed=seed)))


def learned(weights, X, y, steps, upstream=descent.cross_entropy_slope):
    """Return the weights after some steps of Adam, each of them on all of these rows."""
    *_, last = descent.adam(weights, [(X, y)] * steps, RATE, upstream=upstream)
    return last


def outputs_of(weights, x, hidden=lambda z: np.maximum(z, 0)):
    """Return what Dense layers answer (N, C), in float64; `hidden` is the activation between."""
    z = np.asarray(x, np.float64) @ weights[0] + weights[1]
    for W, b in zip(weights[2::2], weights[3::2], strict=True):
        z = hidden(z) @ W + b
    return z


def softmax(z):
    """Return the shares of logits (N, C)."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def apart(one, other):
    """Return how far two networks are apart, in learning rates, for nine of ten weights.

    A weight that hardly anything moves may go either way, by the rounding of a sum.
    """
    off = [np.abs(a - b).ravel() for a, b in zip(one, other, strict=True)]
    return float(np.quantile(np.concatenate(off), 0.9)) / RATE


@dataclass(frozen=True)
class Trained:
    """One call of an exercise that trains, and what was seen of it."""

    answer: Any
    changed: bool  # an argument
    printed: bool


def trained(function, *case, around=100):
    """Return what a call answers; `around` is the state of chance in which it is made."""
    (call,) = function.map([case], seed=around, note_prints=True, eager=True)
    return Trained(call.value, bool(call.changed), call.printed)


def require_dict(answer, keys, floats):
    """Ask for a dict with exactly these keys, some of them floats."""
    assert_type(answer, dict, hint="return a dict")
    message = "The dict has other keys than the ones asked for."
    require(set(answer) == set(keys), message, hint=f"exactly {', '.join(keys)}")
    for key in floats:
        assert_type(answer[key], float, hint=f'"{key}": float(…)')


@functools.cache
def topics(rows, dimension):
    """Return multi-hot rows of the bundled definitions, and their classes."""
    sequences, y, *_ = bundled_topics()
    return RIGHT.vectorize_sequences(sequences[:rows], dimension), y[:rows]


def redrawn_topics(rng, rows, dimension):
    """Return definitions with words and classes numbered anew, and a few words lost.

    A dense layer does not know which word has which number; no list of known definitions fits.
    """
    X, y = topics(rows, dimension)
    kept = rng.random(X.shape, dtype=np.float32) >= 0.02
    return (X * kept)[:, rng.permutation(dimension)], rng.permutation(y.max() + 1)[y]


def redrawn_ames(rng, rows):
    """Return houses in new units, with a little noise; no table of known houses fits them."""
    X, y, _ = load_ames()
    noisy = X[:rows] * rng.normal(1, 0.01, (rows, X.shape[1]))
    return noisy * rng.uniform(0.2, 5, X.shape[1]), y[:rows] * rng.normal(1, 0.01, rows)
