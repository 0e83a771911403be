"""3.6 activation_backward: its graders, and the mistakes that they know."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.asserting import (
    assert_gradients,
    assert_matches,
    form,
    grader,
    misconception,
    pure,
    refuses,
    values,
)

FORWARD: dict[str, Callable[..., Any]] = {  # written a second time, for values of moderate size
    "linear": lambda z: z,
    "step": lambda z: (z > 0) * 1.0,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: z * (z > 0),
    "softplus": lambda z: np.log1p(np.exp(z)),
    "elu": lambda z: np.where(z > 0, z, np.expm1(z)),
}
SMOOTH = [kind for kind in FORWARD if kind != "step"]  # away from z = 0


def upstream(rng, kinds=FORWARD):
    """Return cases (dA, z, kind), no z within 1e-2 of 0."""
    shapes = [(7,), (5, 3), (1, 4), (2, 3, 2)]
    return [
        (rng.normal(size=s), rng.choice([-1, 1], s) * rng.uniform(0.01, 3, s), kind)
        for kind in kinds
        for s in shapes
    ]


def scaled(rng):
    """Return one case and the same with larger dA and z: the answer must change."""
    dA, z, kind = upstream(rng, ["tanh"])[0]
    return [(dA, z, kind), (3 * dA, 2 * z, kind)]


def at_corners(rng):
    """Return cases of relu and step, at z = 0 too."""
    dA, z = rng.normal(size=5), np.array([-1.5, 0.0, 0.0, 2.0, 0.0])
    return [(dA, z, kind) for kind in ("relu", "step")]


def nothing_comes_in(rng):
    """Return cases of every kind with dA = 0."""
    z = rng.normal(size=(3, 4))
    return [(np.zeros((3, 4)), z, kind) for kind in FORWARD]


def far_and_single(rng):
    """Return cases of every kind with z at ±1000 and near 0, and without an axis."""
    z = np.array([1000.0, -1000.0, -0.5, 0.25, 90.0, -90.0])
    cases = [(rng.normal(size=6), z, kind) for kind in FORWARD]
    return cases + [(np.array(2.5), np.array(at), kind) for kind in FORWARD for at in (-0.5, 0.75)]


UNEQUAL = [
    *(((3,), (1,)), ((1,), (3,)), ((3,), (3, 1)), ((2, 3), (3,)), ((3,), (2, 3))),
    *(((3,), (4,)), ((4,), (3,)), ((), (3,)), ((3,), ()), ((), (1,)), ((2, 3), (3, 2))),
]
UNKNOWN = ["gelu", "", "ReLU", "relu6", " relu ", "leaky_relu", "tan", "sigmoid "]

test_form = form(
    1,
    "{name} keeps the shape, and answers to dA and to z.",
    lambda rng: upstream(rng, ["tanh"]),
    lambda dA, z, kind: z,
    varies=scaled,
    hint="entry by entry: one per entry of z",
)


@grader(2)
def test_gradient(function, right, rng):
    """activation_backward agrees with the gradient measured by small steps, for every kind."""
    cases = upstream(rng, SMOOTH)
    for call, (dA, z, kind) in zip(function.map(cases), cases, strict=True):
        hint = f"{kind}: dA times the slope at z, the number that went into the activation"

        def f(z, kind=kind):
            return FORWARD[kind](z)

        assert_gradients({"z": call.value}, f, {"z": z}, upstream=dA, hint=hint)
    hint = "dA times what activation_derivative gives, whatever the size of z and its axes"
    assert_matches(function, right, far_and_single(rng), hint=hint)


test_closed_gate = values(
    1,
    "Nothing comes through step, nor through relu at z = 0.",
    at_corners,
    hint="the course's slope of relu at 0 is 0: activation_derivative is given",
)
test_zero = values(
    1,
    "Where no gradient comes in, none goes out.",
    nothing_comes_in,
    hint="dA is a factor of every entry",
)
test_pure = pure(
    1,
    lambda rng: upstream(rng) + nothing_comes_in(rng),
    line="{name} leaves dA and z as they were and returns a new array.",
    hint="dA *= … writes into the dA that was given",
)
test_shapes = refuses(
    1,
    "{name} refuses dA and z of different shapes.",
    "shape",
    [(np.ones(one), np.ones(other), kind) for one, other in UNEQUAL for kind in FORWARD],
    hint="compare the two shapes first: NumPy would stretch one of them",
)
test_unknown = refuses(
    1,
    "{name} refuses a kind that it does not know.",
    "kind",
    [(np.ones(3), np.ones(3), kind) for kind in UNKNOWN],
    hint="activation_derivative refuses it for you, if you call it",
)


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
