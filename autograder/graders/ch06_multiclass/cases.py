"""What the two exercises that train are graded with: networks computed by hand, in NumPy."""

import functools

import numpy as np

from autograder.asserting import descent, reference_for, require
from course.datasets import bundled_houses, bundled_topics

RIGHT = reference_for(__file__)
RATE = 0.001  # of Adam, in all networks of this chapter


def learned(weights, X, y, steps, upstream=descent.cross_entropy_slope):
    """Return the weights after some steps of Adam, each of them on all of these rows."""
    *_, last = descent.adam(weights, [(X, y)] * steps, RATE, upstream=upstream)
    return last


def folds(n, k, seed):
    """Return the folds that are asked for."""
    return RIGHT.k_fold_indices(n, k, np.random.default_rng(seed))


def in_order(n, k):
    """Return the folds of rows that nobody has shuffled."""
    return [(np.delete(np.arange(n), part), part) for part in np.array_split(np.arange(n), k)]


def means(y, parts, of=1):
    """Return the mean of y over the rows of each fold that validate, or that train (0)."""
    return [np.mean(y[part[of]]) for part in parts]


def by_batches(y, parts, first):
    """Return the means of the means of batches of 16 or 32, whichever is nearer in fold 0."""
    found = []
    for size in (16, 32):
        batches = [[p[i : i + size] for i in range(0, len(p), size)] for _, p in parts]
        found.append([np.mean([y[rows].mean() for rows in each]) for each in batches])
    return min(found, key=lambda each: abs(each[0] - first))


def require_one(seen, wanted, known, message, hint, **tolerance):
    """Ask for the errors wanted; `known` has those of mistakes, computed when they are needed."""
    if not np.allclose(seen, wanted, **tolerance):
        named = [name for name, find in known.items() if np.allclose(seen, find(), **tolerance)]
        require(False, message, hint=hint, mistake=named[0] if named else "")


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
    X, y, _ = bundled_houses()
    noisy = X[:rows] * rng.normal(1, 0.01, (rows, X.shape[1]))
    return noisy * rng.uniform(0.2, 5, X.shape[1]), y[:rows] * rng.normal(1, 0.01, rows)
