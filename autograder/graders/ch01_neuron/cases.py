"""What several exercises of this chapter are graded with."""

import numpy as np

KINDS = ("linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu")
LARGE = np.array([-1000.0, -750.0, -40.0, -1.0, 0.0, 1.0, 40.0, 750.0, 1000.0])
EXTREMES = [LARGE, np.array([-1000.0, 1000.0]), np.zeros(2)]
AROUND_ZERO = np.array([-0.25, 0.0, 0.25])
WHOLE = np.array([-128, -7, -1, 0, 1, 2, 3, 100, 200])  # the negative of some wraps
NUMBER = np.array(-0.75)  # an array without axes
NEAR_ZERO = (-0.4, -0.2, 0.2, 0.4)  # scores that a bar at 0.5 would answer alike
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

# Of the two exercises that take (z, kind).
SHAPES = [(np.array(0.5), "relu"), (np.ones(4), "tanh"), (np.ones((2, 3)), "sigmoid")]
BOTH_SIDES = [(np.full(3, k), "tanh") for k in (-1.0, 0.5)]
UNKNOWN_KINDS = [(np.ones(3), kind) for kind in ("gelu", "", "ReLU", "relu6", " relu ", "lin")]

# Of the two that take (x, w): what is not 1-D, in each of them alone and in both.
NO_VECTORS = [
    *((np.array(2.0), np.ones(1)), (np.ones(3), np.array(2.0)), (np.array(1.0),) * 2),
    *((np.ones((2, 3)), np.ones(3)), (np.ones(3), np.ones((3, 1))), (np.ones((3, 3)),) * 2),
    *((np.ones((1, 3)), np.ones(3)), (np.ones(3), np.ones((1, 3)))),
]
LENGTHS = [(3, 1), (1, 3), (2, 4), (4, 2)]
# Their products and sums wrap in one kind of integer or another, and the answers differ.
WHOLE_VECTORS = [
    (np.array([100]), np.array([2]), -150.0),
    (np.array([200, 100]), np.array([2, 1]), -400.0),
    (np.array([60000, 30000]), np.array([2, 2]), -100000.0),
    (np.array([-7, 3, 1]), np.array([5, 11, -2]), 1.5),
]


def vectors(rng, count=20):
    """Return `count` cases (x, w, b) of different lengths, biases well away from 0."""
    sizes = [1, 2, 3, 5, 7, 11]
    return [
        (rng.normal(size=d), rng.normal(size=d), float(rng.choice([-1, 1]) * rng.uniform(0.5, 2)))
        for d in rng.choice(sizes, count)
    ]


def batches(rng):
    """Return pre-activations of several shapes, none within 1e-2 of 0."""
    shapes = [(7,), (5, 3), (1, 1), (2, 3, 4)]
    return [rng.choice([-1, 1], s) * rng.uniform(0.01, 4, s) for s in shapes]


def every_kind(z):
    """Return one case (z, kind) for each of the seven activations."""
    return [(z, kind) for kind in KINDS]


def with_kind(right, replaced, wrong):
    """Return the right function of (z, kind), one kind replaced by `wrong(z)` of floats."""

    def answer(z, kind):
        value = right(z, kind)
        if kind != replaced:
            return value
        return np.asarray(wrong(1.0 * np.asarray(z)), dtype=np.asarray(value).dtype)

    return answer
