"""What several exercises of this chapter are graded with."""

import numpy as np

KINDS = ("linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu")
UNKNOWN_KINDS = ("gelu", "", "ReLU", "relu6", " relu ")

# Sums and products of these wrap in one kind of integer or another.
WHOLE = (
    np.array([[200, 100], [3, -7], [-128, 60000]]),
    np.array([[2, 5, 1], [3, -1, 2]]),
    np.array([100, -3, 60000]),
)


def layer(rng, inputs, outputs):
    """Return weights and biases, the biases well away from 0."""
    b = rng.choice([-1, 1], outputs) * rng.uniform(0.5, 2, outputs)
    return rng.normal(size=(inputs, outputs)), b
