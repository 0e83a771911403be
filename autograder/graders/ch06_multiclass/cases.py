"""What the two exercises that train are graded with: networks computed by hand, in NumPy."""

import functools

import numpy as np

from autograder.asserting import (
    descent,
    reference_for,
)
from course.datasets import bundled_topics, load_ames

RIGHT = reference_for(__file__)
RATE = 0.001  # of Adam, in all networks of this chapter


def learned(weights, X, y, steps, upstream=descent.cross_entropy_slope):
    """Return the weights after some steps of Adam, each of them on all of these rows."""
    *_, last = descent.adam(weights, [(X, y)] * steps, RATE, upstream=upstream)
    return last


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
