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
    pure,
    reference_for,
    refuses,
    stable,
    values,
)

from .cases import (
    KINDS,
    UNKNOWN_KINDS,
    batches,
    both_sides,
    every_kind,
    large,
    number,
    shapes,
    whole,
)

reference = reference_for(__file__)


def around_the_step(rng):
    """Return numbers on both sides of 0, and 0 itself."""
    z = rng.uniform(0.1, 3.0, 3)
    return [(z, "step") for z in (np.concatenate([z, -z, [0.0]]), number(rng))]


test_form = form(
    1, "{name} keeps the shape, from a single number to two axes.", shapes, varies=both_sides
)


@grader(1)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "step"])
def test_values(function, right, rng, kind):
    """activation_derivative gives the slope of «{kind}»."""
    hint = "the slope is taken at the pre-activation z"
    for call in function.map([(z, kind) for z in batches(rng)]):
        assert_gradient(call.value, lambda x: reference.activate(x, kind), call.args[0], hint=hint)
    assert_matches(function, right, [(number(rng), kind)], hint=hint)


test_step = values(
    1, "The slope of step is 0 everywhere.", around_the_step, hint="a step is flat on both sides"
)


@grader(2)
def test_at_zero(function, right, rng):
    """At z = 0 the slope of relu is 0, and those of the others as their formulas say."""
    for z, kind in every_kind(np.zeros(rng.integers(2, 400))):
        hint = "the course takes slope 0 for relu at 0: z > 0" if kind == "relu" else ""
        assert_matches(function, right, [(z, kind)], hint=hint)


test_stable = stable(
    2,
    "No slope overflows for entries of ±1000.",
    lambda rng: every_kind(large(rng)),
    hint="feed exp only numbers that are not above 0",
)


@grader(1)
def test_dtype(function, right, rng):
    """Every slope keeps float32 and turns integers of any kind into float64."""
    given = [*every_kind(3 * rng.normal(size=(4, 3))), *every_kind(number(rng))]
    assert_keeps_dtype(function, given, given=["float32"], reference=right)
    assert_integers(function, right, every_kind(whole(rng)))


test_pure = pure(
    1, lambda rng: every_kind(rng.normal(size=(3, 5))), line="{name} leaves z as it was."
)
test_unknown = refuses(1, "{name} refuses a kind that it does not know.", "kind", UNKNOWN_KINDS)
