"""What several exercises of this chapter are graded with."""

import numpy as np

KINDS = ("linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu")
UNKNOWN_KINDS = ("gelu", "", "ReLU", "relu6", " relu ")


def whole(rng):
    """Return X, W and b whose sums and products wrap in one kind of integer or another."""
    X = rng.permutation([[200, 100], [3, -7], [-128, 60000], [-50, -120]])
    W, b = np.array([[2, 5, 1], [3, -1, 2]]), np.array([100, -3, 60000])
    return X, W, b + rng.integers(0, 20, 3)


def second_whole():
    """Return W and b of a second layer for that."""
    return np.array([[2, 1], [1, -1], [3, 2]]), np.array([200, -5])


def layer(rng, inputs, outputs):
    """Return weights and biases, the biases well away from 0."""
    b = rng.choice([-1, 1], outputs) * rng.uniform(0.5, 2, outputs)
    return rng.normal(size=(inputs, outputs)), b
