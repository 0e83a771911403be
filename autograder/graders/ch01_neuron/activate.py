"""1.4 activate: its graders, and the mistakes that they know."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_integers,
    assert_keeps_dtype,
    assert_matches,
    form,
    grader,
    misconception,
    pure,
    refuses,
    stable,
)

from .cases import (
    KINDS,
    UNKNOWN_KINDS,
    around_zero,
    batches,
    both_sides,
    every_kind,
    large,
    number,
    shapes,
    whole,
    with_kind,
)

test_form = form(
    1, "{name} keeps the shape, from a single number to two axes.", shapes, varies=both_sides
)


@grader(1)
@pytest.mark.parametrize("kind", KINDS)
def test_values(function, right, rng, kind):
    """activate computes «{kind}»."""
    given = (*batches(rng), number(rng), around_zero(rng))
    assert_matches(function, right, [(z, kind) for z in given])


test_stable = stable(
    2,
    "No activation overflows for entries of ±1000.",
    lambda rng: every_kind(large(rng)),
    hint="feed exp only numbers that are not above 0",
)


@grader(1)
def test_softplus_identity(function, rng):
    """softplus(z) - softplus(-z) = z."""
    z = rng.uniform(-30, 30, (5, 4))
    up, down = (call.value for call in function.map([(z, "softplus"), (-z, "softplus")]))
    assert_close(up, z, atol=np.inf)  # arrays like z, before anything is computed with them
    assert_close(down, z, atol=np.inf)
    assert_close(up - down, z, rtol=1e-9, atol=1e-9, hint="softplus is ln(1 + e^z)")


@grader(2)
def test_dtype(function, right, rng):
    """Every activation keeps float32 and turns integers of any kind into float64."""
    hint = "np.where(z > 0, 1, 0) makes integers: give it floats of z's own dtype"
    given = [*every_kind(3 * rng.normal(size=(4, 3))), *every_kind(number(rng))]
    assert_keeps_dtype(function, given, given=["float32"], hint=hint, reference=right)
    assert_integers(function, right, every_kind(whole(rng)))


test_pure = pure(
    1,
    lambda rng: [
        *every_kind(rng.normal(size=(3, 5))),
        (rng.normal(size=2).astype(np.float32), "linear"),
        (number(rng), "linear"),
    ],
    line="{name} leaves z as it was and returns a new array, for linear too.",
)
test_unknown = refuses(
    1,
    "{name} refuses a kind that it does not know.",
    "kind",
    UNKNOWN_KINDS,
    hint="raise after the last kind",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def step_is_one_at_zero(right, z, kind):
    """step at z = 0 is 0: the rule is «greater than», not «at least»."""
    return with_kind(right, "step", lambda z: np.heaviside(z, 1.0))(z, kind)


@misconception
def step_is_half_at_zero(right, z, kind):
    """step at z = 0 is 0 in this course, not 1/2."""
    return with_kind(right, "step", lambda z: np.heaviside(z, 0.5))(z, kind)


@misconception
def elu_without_minus_one(right, z, kind):
    """Your elu jumps from 1 to 0 at z = 0. On the left it is e^z - 1."""
    wrong = with_kind(right, "elu", lambda z: np.where(z > 0, z, np.exp(np.minimum(z, 0))))
    return wrong(z, kind)


@misconception
def relu_leaks(right, z, kind):
    """That is the leaky relu. Here the negative side is exactly 0."""
    return with_kind(right, "relu", lambda z: np.where(z > 0, z, 0.01 * z))(z, kind)


@misconception
def relu_is_the_absolute_value(right, z, kind):
    """You mirrored negative entries. relu replaces them by 0."""
    return with_kind(right, "relu", np.abs)(z, kind)


@misconception
def softplus_in_log10(right, z, kind):
    """Your logarithm has base 10. ln is `np.log` (or `np.log1p`)."""
    return with_kind(right, "softplus", lambda z: right(z, "softplus") / np.log(10))(z, kind)


@misconception
def softplus_as_it_stands(right, z, kind):
    """exp overflowed inside softplus at z = 1000. ln(1 + e^z) = max(z, 0) + ln(1 + e^-|z|)."""
    return with_kind(right, "softplus", lambda z: np.log(1 + np.exp(z)))(z, kind)


@misconception
def linear_returns_the_input(right, z, kind):
    """linear handed z back as it came. Return a new array, and floats where z has integers."""
    return z if kind == "linear" else right(z, kind)
