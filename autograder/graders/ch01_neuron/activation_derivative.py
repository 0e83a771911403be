"""1.5 activation_derivative: its graders, and the mistakes that they know."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_gradient,
    assert_keeps_dtype,
    assert_matches,
    assert_pure,
    assert_rejects_all,
    assert_stable,
    assert_varies,
    grader,
    misconception,
    reference_for,
)

from .cases import KINDS, LARGE, batches

reference = reference_for(__file__)


@grader(1, gate=True)
def test_form(function, right):
    """activation_derivative keeps the shape, from a single number to two axes."""
    cases = [(np.array(0.5), "relu"), (np.ones(4), "tanh"), (np.ones((2, 3)), "sigmoid")]
    assert_matches(function, right, cases, rtol=np.inf)
    assert_varies(function, [(np.full(3, k), "tanh") for k in (-1.0, 0.5)])


@grader(1)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "step"])
def test_values(function, reference, rng, kind):
    """activation_derivative gives the slope of «{kind}»."""
    cases = [(z, kind) for z in batches(rng)]
    hint = "the slope is taken at the pre-activation z"
    for call, (z, _) in zip(function.map(cases), cases, strict=True):
        assert_gradient(call.value, lambda x: reference.activate(x, kind), z, hint=hint)


@grader(1)
def test_step(function, rng):
    """The slope of step is 0 everywhere."""
    z = rng.uniform(0.1, 3.0, 3)
    value = function(np.concatenate([z, -z, [0.0]]), "step")
    assert_close(value, np.zeros(7), hint="a step is flat on both sides")


@grader(2)
def test_at_zero(function, right):
    """At z = 0 the slope of relu is 0, and those of the others as their formulas say."""
    cases = [(np.zeros(3), kind) for kind in KINDS]
    hint = "the course takes slope 0 for relu at 0: compare with >"
    assert_matches(function, right, cases, hint=hint)


@grader(2)
def test_stable(function, right):
    """No slope overflows for entries of ±1000."""
    cases = [(LARGE, kind) for kind in KINDS]
    hint = "feed exp only numbers that are not above 0"
    assert_stable(function, right, cases, hint=hint)


@grader(1)
def test_dtype(function, rng):
    """Every slope keeps float32 and turns integers into float64."""
    z = rng.normal(size=(4, 3)) * 3
    assert_keeps_dtype(function, [(z, kind) for kind in KINDS])


@grader(1)
def test_pure(function, rng):
    """activation_derivative leaves z as it was."""
    cases = [(rng.normal(size=(3, 5)), kind) for kind in KINDS]
    assert_pure(function, cases)


@grader(1)
def test_unknown(function):
    """activation_derivative refuses a kind that it does not know."""
    cases = [(np.ones(3), kind) for kind in ("gelu", "", "ReLU")]
    assert_rejects_all(function, cases, says="kind")


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def _with_slope(kind, wrong):
    """Return `activation_derivative` with one kind replaced by `wrong(z)`."""

    def activation_derivative(z, kind_asked):
        right = reference.activation_derivative(z, kind_asked)
        if kind_asked != kind:
            return right
        return np.asarray(wrong(1.0 * np.asarray(z)), dtype=np.asarray(right).dtype)

    return activation_derivative


@misconception
def sigmoid_slope_at_the_activation(right, z, kind):
    """You put σ(z) into the derivative where z belongs. σ′(z) = σ(z) (1 - σ(z))."""

    def wrong(z):
        return right(reference.sigmoid(z), "sigmoid")

    return _with_slope("sigmoid", wrong)(z, kind)


@misconception
def sigmoid_slope_from_z_as_if_activated(right, z, kind):
    """You used z itself in σ (1 - σ): that formula wants the activation.

    σ′(z) = σ(z) (1 - σ(z)).
    """
    return _with_slope("sigmoid", lambda z: z * (1 - z))(z, kind)


@misconception
def relu_slope_one_at_zero(right, z, kind):
    """At z = 0 the course takes slope 0 for relu: compare with > and not >=."""
    return _with_slope("relu", lambda z: np.heaviside(z, 1.0))(z, kind)


@misconception
def step_slope_is_the_step(right, z, kind):
    """You gave the step's value, not its slope. A step is flat on both sides: 0."""
    return _with_slope("step", lambda z: np.heaviside(z, 0.0))(z, kind)


@misconception
def linear_slope_is_z(right, z, kind):
    """You gave the value of linear. Its slope is 1 everywhere."""
    return _with_slope("linear", lambda z: z)(z, kind)


@misconception
def tanh_is_not_squared(right, z, kind):
    """The square is missing: the slope of tanh is 1 - tanh²(z)."""
    return _with_slope("tanh", lambda z: 1 - np.tanh(z))(z, kind)


@misconception
def elu_slope_is_the_value(right, z, kind):
    """Left of 0 the slope of e^z - 1 is e^z: the -1 drops out."""
    return _with_slope("elu", lambda z: np.where(z > 0, 1.0, np.expm1(np.minimum(z, 0))))(z, kind)


@misconception
def softplus_slope_is_the_slope_of_sigmoid(right, z, kind):
    """One derivative too many: the slope of softplus is the sigmoid itself."""
    return _with_slope("softplus", lambda z: right(z, "sigmoid"))(z, kind)


@misconception
def measures_the_slope(right, z, kind):
    """This is the slope measured by small steps: right only roughly, and 0.5 at relu's corner.

    Use the exact formula.
    """
    z, h = np.asarray(z, dtype=np.float64), 1e-5
    right(z, kind)
    return (reference.activate(z + h, kind) - reference.activate(z - h, kind)) / (2 * h)
