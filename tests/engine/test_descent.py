"""What training makes of a network, computed by hand: held against differences and plain loops."""

import numpy as np
import pytest

from autograder.asserting import descent

RNG = np.random.default_rng(0)
SHAPES = [(5, 7), (7,), (7, 6), (6,), (6, 3), (3,)]
WEIGHTS = [RNG.normal(0, 0.5, shape) for shape in SHAPES]
X, LABELS = RNG.random((8, 5)), RNG.integers(0, 3, 8)
TARGETS = RNG.normal(size=(8, 3))


def cross_entropy(logits, labels):
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(p)), labels]))


def squares(outputs, targets):
    return np.mean((outputs - targets) ** 2)


@pytest.mark.parametrize(
    ("loss", "upstream", "targets"),
    [
        (cross_entropy, descent.cross_entropy_slope, LABELS),
        (squares, descent.squares_slope, TARGETS),
    ],
)
def test_slopes_are_those_that_small_steps_measure(loss, upstream, targets):
    def measured(k, place):
        both = []
        for step in (1e-6, -1e-6):
            moved = [array.copy() for array in WEIGHTS]
            moved[k][place] += step
            outputs = descent.slopes(moved, X, targets, upstream=upstream)[0]
            both.append(loss(outputs, targets))
        return (both[0] - both[1]) / 2e-6

    found = descent.slopes(WEIGHTS, X, targets, upstream=upstream)[1]
    for k, slope in enumerate(found):
        for place in (tuple(np.zeros(slope.ndim, int)), tuple(np.array(slope.shape) - 1)):
            assert slope[place] == pytest.approx(measured(k, place), rel=1e-4, abs=1e-8)


def test_the_first_step_of_adam_is_the_learning_rate():
    (after,) = descent.adam(WEIGHTS, [(X, LABELS)], 0.01)
    moved = np.concatenate([(a - b).ravel() for a, b in zip(after, WEIGHTS, strict=True)])
    assert np.median(np.abs(moved)) == pytest.approx(0.01, rel=1e-3)


def test_a_training_without_dropout_is_slope_after_slope():
    weights = [WEIGHTS[0], WEIGHTS[1], RNG.normal(size=(7, 3)), WEIGHTS[5]]
    scores, bias = descent.sgd(weights, (X, LABELS), np.random.default_rng(3), (0.1, 2, 3, 0.0))
    rng, wanted = np.random.default_rng(3), []
    for _ in range(2):
        order, met = rng.permutation(8), []
        for some in (order[:3], order[3:6], order[6:]):
            rng.random((len(some), 7))
            z, slopes = descent.slopes(weights, X[some], LABELS[some])
            right = np.sum(z.argmax(axis=1) == LABELS[some])
            met.append([len(some) * cross_entropy(z, LABELS[some]), right])
            weights = [w - 0.1 * slope for w, slope in zip(weights, slopes, strict=True)]
        wanted.append(np.sum(met, axis=0) / 8)
    np.testing.assert_allclose(scores, wanted, rtol=1e-9)
    np.testing.assert_allclose(bias, weights[-1], rtol=1e-9)
