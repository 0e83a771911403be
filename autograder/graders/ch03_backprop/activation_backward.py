"""3.6 activation_backward: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_gradients,
    assert_matches,
    assert_pure,
    assert_rejects_all,
    assert_varies,
    grader,
    misconception,
    reference_for,
)

reference = reference_for(__file__)


SMOOTH = ("linear", "sigmoid", "tanh", "relu", "softplus", "elu")  # away from z = 0

FORWARD = {  # written a second time, for values of moderate size
    "linear": lambda z: z,
    "step": lambda z: (z > 0) * 1.0,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: z * (z > 0),
    "softplus": lambda z: np.log1p(np.exp(z)),
    "elu": lambda z: np.where(z > 0, z, np.expm1(z)),
}


def upstream_cases(rng, kinds):
    """Return cases (dA, z, kind), no z within 1e-2 of 0."""
    shapes = [(7,), (5, 3), (1, 4)]
    return [
        (rng.normal(size=s), rng.choice([-1, 1], s) * rng.uniform(0.01, 3, s), kind)
        for kind in kinds
        for s in shapes
    ]


@grader(1, gate=True)
def test_form(function, rng):
    """activation_backward keeps the shape, and answers to dA and to z."""
    cases = upstream_cases(rng, ["tanh"])
    for call, case in zip(function.map(cases), cases, strict=True):
        assert_close(call.value, case[1], atol=np.inf, hint="entry by entry: one per entry of z")
    dA, z, kind = cases[0]
    assert_varies(function, [(dA, z, kind), (3 * dA, 2 * z, kind)])


@grader(2)
def test_gradient(function, rng):
    """activation_backward agrees with the gradient measured by small steps, for every kind."""
    cases = upstream_cases(rng, SMOOTH)
    for call, case in zip(function.map(cases), cases, strict=True):
        dA, z, kind = case
        hint = f"{kind}: dA times the slope at z, the number that went into the activation"
        f = FORWARD[kind]
        assert_gradients({"z": call.value}, lambda z, f=f: f(z), {"z": z}, upstream=dA, hint=hint)


@grader(1)
def test_closed_gate(function, right, rng):
    """Nothing comes through step, nor through relu at z = 0."""
    dA = rng.normal(size=5)
    cases = [(dA, np.array([-1.5, 0.0, 0.0, 2.0, 0.0]), kind) for kind in ("relu", "step")]
    hint = "the course's slope of relu at 0 is 0: activation_derivative is given"
    assert_matches(function, right, cases, hint=hint)


@grader(1)
def test_zero(function, rng):
    """Where no gradient comes in, none goes out."""
    z = rng.normal(size=(3, 4))
    cases = [(np.zeros((3, 4)), z, kind) for kind in FORWARD]
    for call in function.map(cases):
        assert_close(call.value, np.zeros((3, 4)), hint="dA is a factor of every entry")


@grader(1)
def test_pure(function, rng):
    """activation_backward leaves dA and z as they were and returns a new array."""
    hint = "dA *= … writes into the dA that was given"
    assert_pure(function, upstream_cases(rng, FORWARD), hint=hint)


@grader(1)
def test_shapes(function):
    """activation_backward refuses dA and z of different shapes."""
    shapes = [((3,), (1,)), ((1,), (3,)), ((3,), (3, 1)), ((2, 3), (3,))]
    cases = [(np.ones(one), np.ones(other), "tanh") for one, other in shapes]
    hint = "compare the two shapes first: NumPy would stretch one of them"
    assert_rejects_all(function, cases, says="shape", hint=hint)


@grader(1)
def test_unknown(function):
    """activation_backward refuses a kind that it does not know."""
    cases = [(np.ones(3), np.ones(3), kind) for kind in ("gelu", "", "ReLU")]
    hint = "activation_derivative refuses it for you, if you call it"
    assert_rejects_all(function, cases, says="kind", hint=hint)


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def _activate(z, kind):
    """Return the activation of z."""
    return {
        "linear": lambda: z,
        "step": lambda: np.heaviside(z, 0.0),
        "sigmoid": lambda: 1 / (1 + np.exp(-z)),
        "tanh": lambda: np.tanh(z),
        "relu": lambda: np.maximum(z, 0.0),
        "softplus": lambda: np.logaddexp(z, 0.0),
        "elu": lambda: np.where(z > 0, z, np.expm1(np.minimum(z, 0.0))),
    }[kind]()


@misconception
def takes_the_slope_at_the_activation(right, dA, z, kind):
    """φ′ was taken at the activation.

    Give activation_derivative z itself: what went in, not what came out.
    """
    right(dA, z, kind)
    return right(dA, _activate(z, kind), kind)


@misconception
def forgets_da(right, dA, z, kind):
    """The gradient that comes in had no effect: this is the slope alone. Multiply by dA."""
    right(dA, z, kind)
    return reference.activation_derivative(z, kind)


@misconception
def multiplies_by_the_value(right, dA, z, kind):
    """You multiplied by the activation's value.

    The way back takes its slope: activation_derivative.
    """
    right(dA, z, kind)
    return dA * _activate(z, kind)


@misconception
def swaps_da_and_z(right, dA, z, kind):
    """You took the slope at dA. The slope is taken at z; dA is the factor."""
    right(dA, z, kind)
    return right(z, dA, kind)


@misconception
def adds_the_slope(right, dA, z, kind):
    """You added dA and the slope. Slopes of a chain are multiplied."""
    right(dA, z, kind)
    return dA + reference.activation_derivative(z, kind)


@misconception
def knows_only_relu(right, dA, z, kind):
    """Every kind was treated as relu. Hand `kind` on to activation_derivative."""
    right(dA, z, kind)
    return right(dA, z, "relu")


@misconception
def opens_the_gate_at_zero(right, dA, z, kind):
    """Your relu lets the gradient through at z = 0. The course takes slope 0 there: z > 0."""
    right = right(dA, z, kind)
    return dA * (np.asarray(z) >= 0) if kind == "relu" else right


@misconception
def changes_da_in_place(right, dA, z, kind):
    """dA changed for the one who called you: `dA *= …` works in place. Return a new array."""
    right(dA, z, kind)
    dA *= reference.activation_derivative(z, kind)
    return dA


@misconception
def stretches_da(right, dA, z, kind):
    """Two different shapes went through, because NumPy stretched one of them.

    Compare them first.
    """
    return dA * reference.activation_derivative(z, kind)
