"""1.5 activation_derivative: its graders, and the mistakes that they know."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_gradient,
    assert_integers,
    assert_keeps_dtype,
    assert_matches,
    form,
    grader,
    misconception,
    pure,
    reference_for,
    refuses,
    stable,
    values,
)

from .cases import (
    BOTH_SIDES,
    EXTREMES,
    KINDS,
    NUMBER,
    SHAPES,
    UNKNOWN_KINDS,
    WHOLE,
    batches,
    every_kind,
    with_kind,
)

reference = reference_for(__file__)


def around_the_step(rng):
    """Return numbers on both sides of 0, and 0 itself."""
    z = rng.uniform(0.1, 3.0, 3)
    return [(z, "step") for z in (np.concatenate([z, -z, [0.0]]), NUMBER)]


test_form = form(
    1, "{name} keeps the shape, from a single number to two axes.", SHAPES, varies=BOTH_SIDES
)


@grader(1)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "step"])
def test_values(function, right, rng, kind):
    """activation_derivative gives the slope of «{kind}»."""
    hint = "the slope is taken at the pre-activation z"
    for call in function.map([(z, kind) for z in batches(rng)]):
        assert_gradient(call.value, lambda x: reference.activate(x, kind), call.args[0], hint=hint)
    assert_matches(function, right, [(NUMBER, kind)], hint=hint)


test_step = values(
    1, "The slope of step is 0 everywhere.", around_the_step, hint="a step is flat on both sides"
)
test_at_zero = values(
    2,
    "At z = 0 the slope of relu is 0, and those of the others as their formulas say.",
    every_kind(np.zeros(3)),
    hint="the course takes slope 0 for relu at 0: compare with >",
)
test_stable = stable(
    2,
    "No slope overflows for entries of ±1000.",
    [case for z in EXTREMES[:2] for case in every_kind(z)],
    hint="feed exp only numbers that are not above 0",
)


@grader(1)
def test_dtype(function, right, rng):
    """Every slope keeps float32 and turns integers of any kind into float64."""
    given = [*every_kind(3 * rng.normal(size=(4, 3))), *every_kind(NUMBER)]
    assert_keeps_dtype(function, given, given=["float32"])
    assert_integers(function, right, every_kind(WHOLE))


test_pure = pure(
    1, lambda rng: every_kind(rng.normal(size=(3, 5))), line="{name} leaves z as it was."
)
test_unknown = refuses(1, "{name} refuses a kind that it does not know.", "kind", UNKNOWN_KINDS)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def sigmoid_slope_at_the_activation(right, z, kind):
    """You put σ(z) into the derivative where z belongs. σ′(z) = σ(z) (1 - σ(z))."""
    wrong = with_kind(right, "sigmoid", lambda z: right(reference.sigmoid(z), "sigmoid"))
    return wrong(z, kind)


@misconception
def sigmoid_slope_from_z_as_if_activated(right, z, kind):
    """You used z itself in σ (1 - σ): that formula wants the activation.
    σ′(z) = σ(z) (1 - σ(z)).
    """
    return with_kind(right, "sigmoid", lambda z: z * (1 - z))(z, kind)


@misconception
def relu_slope_one_at_zero(right, z, kind):
    """At z = 0 the course takes slope 0 for relu: compare with > and not >=."""
    return with_kind(right, "relu", lambda z: np.heaviside(z, 1.0))(z, kind)


@misconception
def step_slope_is_the_step(right, z, kind):
    """You gave the step's value, not its slope. A step is flat on both sides: 0."""
    return with_kind(right, "step", lambda z: np.heaviside(z, 0.0))(z, kind)


@misconception
def linear_slope_is_z(right, z, kind):
    """You gave the value of linear. Its slope is 1 everywhere."""
    return with_kind(right, "linear", lambda z: z)(z, kind)


@misconception
def tanh_is_not_squared(right, z, kind):
    """The square is missing: the slope of tanh is 1 - tanh²(z)."""
    return with_kind(right, "tanh", lambda z: 1 - np.tanh(z))(z, kind)


@misconception
def elu_slope_is_the_value(right, z, kind):
    """Left of 0 the slope of e^z - 1 is e^z: the -1 drops out."""
    wrong = with_kind(right, "elu", lambda z: np.where(z > 0, 1.0, np.expm1(np.minimum(z, 0))))
    return wrong(z, kind)


@misconception
def softplus_slope_is_the_slope_of_sigmoid(right, z, kind):
    """One derivative too many: the slope of softplus is the sigmoid itself."""
    return with_kind(right, "softplus", lambda z: right(z, "sigmoid"))(z, kind)


@misconception
def measures_the_slope(right, z, kind):
    """This is the slope measured by small steps: right only roughly, and 0.5 at relu's corner.
    Use the exact formula.
    """
    right(z, kind)
    z, h = np.asarray(z, dtype=np.float64), 1e-5
    return (reference.activate(z + h, kind) - reference.activate(z - h, kind)) / (2 * h)
