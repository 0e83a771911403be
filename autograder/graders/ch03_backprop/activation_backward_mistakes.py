"""3.6 activation_backward: the mistakes that its graders know."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.asserting import misconception

FORWARD: dict[str, Callable[..., Any]] = {  # written a second time, for values of moderate size
    "linear": lambda z: z,
    "step": lambda z: (z > 0) * 1.0,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: z * (z > 0),
    "softplus": lambda z: np.log1p(np.exp(z)),
    "elu": lambda z: np.where(z > 0, z, np.expm1(z)),
}


# Each is right where its mistake has no effect; `right` refuses bad input.


def _slope(right, z, kind):
    """Return the slope of the activation at z."""
    return right(np.ones_like(z), z, kind)


@misconception
def takes_the_slope_at_the_activation(right, dA, z, kind):
    """φ′ was taken at the activation. Give activation_derivative z itself: what went in, not what
    came out.
    """
    right(dA, z, kind)
    return right(dA, FORWARD[kind](z), kind)


@misconception
def forgets_da(right, dA, z, kind):
    """The gradient that comes in had no effect: this is the slope alone. Multiply by dA."""
    right(dA, z, kind)
    return _slope(right, z, kind)


@misconception
def multiplies_by_the_value(right, dA, z, kind):
    """You multiplied by the activation's value. The way back takes its slope:
    activation_derivative.
    """
    right(dA, z, kind)
    return dA * FORWARD[kind](z)


@misconception
def swaps_da_and_z(right, dA, z, kind):
    """You took the slope at dA. The slope is taken at z; dA is the factor."""
    right(dA, z, kind)
    return right(z, dA, kind)


@misconception
def adds_the_slope(right, dA, z, kind):
    """You added dA and the slope. Slopes of a chain are multiplied."""
    right(dA, z, kind)
    return dA + _slope(right, z, kind)


@misconception
def knows_only_relu(right, dA, z, kind):
    """Every kind was treated as relu. Hand `kind` on to activation_derivative."""
    right(dA, z, kind)
    return right(dA, z, "relu")


@misconception
def opens_the_gate_at_zero(right, dA, z, kind):
    """Your relu lets the gradient through at z = 0. The course takes slope 0 there: z > 0."""
    answer = right(dA, z, kind)
    return dA * (np.asarray(z) >= 0) if kind == "relu" else answer


@misconception
def changes_da_in_place(right, dA, z, kind):
    """dA changed for the one who called you: `dA *= …` works in place. Return a new array."""
    right(dA, z, kind)
    dA *= _slope(right, z, kind)
    return dA


@misconception
def stretches_da(right, dA, z, kind):
    """Two different shapes went through, because NumPy stretched one of them. Compare them
    first.
    """
    return dA * _slope(right, z, kind)


@misconception
def takes_the_slope_at_da(right, dA, z, kind):
    """You took the slope at dA. The slope is taken at z, the number that went into the
    activation.
    """
    right(dA, z, kind)
    return right(dA, dA, kind)


@misconception
def takes_z_for_the_activation(right, dA, z, kind):
    """You used z itself in σ (1 - σ) and in 1 - a²: those formulas want the activation. Give
    activation_derivative z, it computes the activation itself.
    """
    formulas = {"sigmoid": lambda z: z * (1 - z), "tanh": lambda z: 1 - z**2}
    answer = right(dA, z, kind)
    return dA * formulas[kind](np.asarray(z)) if kind in formulas else answer


@misconception
def takes_the_sigmoids_slope_at_the_activation(right, dA, z, kind):
    """sigmoid's slope was taken at σ(z). Give activation_derivative z itself: what went in, not
    what came out.
    """
    return right(dA, FORWARD[kind](z) if kind == "sigmoid" else z, kind)
