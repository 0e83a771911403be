"""3.6 activation_backward: its graders."""

import numpy as np

from autograder.asserting import (
    assert_gradients,
    assert_matches,
    form,
    grader,
    pure,
    refuses,
    values,
)

from .activation_backward_mistakes import FORWARD

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
    *(((3, 1), (3, 4)), ((3, 4), (3, 1))),
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
