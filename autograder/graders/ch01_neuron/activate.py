"""1.4 activate: its graders, and the mistakes that they know."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
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
    """activate keeps the shape, from a single number to two axes."""
    cases = [(np.array(0.5), "relu"), (np.ones(4), "tanh"), (np.ones((2, 3)), "sigmoid")]
    assert_matches(function, right, cases, rtol=np.inf)
    assert_varies(function, [(np.full(3, k), "tanh") for k in (-1.0, 0.5)])


@grader(1)
@pytest.mark.parametrize("kind", KINDS)
def test_values(function, right, rng, kind):
    """activate computes «{kind}»."""
    cases = [(z, kind) for z in (*batches(rng), np.zeros(2))]
    assert_matches(function, right, cases)


@grader(2)
def test_stable(function, right):
    """No activation overflows for entries of ±1000."""
    hint = "feed exp only numbers that are not above 0"
    cases = [(LARGE, kind) for kind in KINDS]
    assert_stable(function, right, cases, hint=hint)


@grader(1)
def test_softplus_identity(function, rng):
    """softplus(z) - softplus(-z) = z."""
    z = rng.uniform(-30, 30, (5, 4))
    up, down = (call.value for call in function.map([(z, "softplus"), (-z, "softplus")]))
    assert_close(up, z, atol=np.inf)  # arrays like z, before anything is computed with them
    assert_close(down, z, atol=np.inf)
    assert_close(up - down, z, rtol=1e-9, atol=1e-9, hint="softplus is ln(1 + e^z)")


@grader(2)
def test_dtype(function, rng):
    """Every activation keeps float32 and turns integers into float64."""
    z = rng.normal(size=(4, 3)) * 3
    hint = "np.where(z > 0, 1, 0) makes integers: give it floats of z's own dtype"
    assert_keeps_dtype(function, [(z, kind) for kind in KINDS], hint=hint)


@grader(1)
def test_pure(function, rng):
    """activate leaves z as it was and returns a new array, for linear too."""
    assert_pure(function, [(rng.normal(size=(3, 5)), kind) for kind in KINDS])


@grader(1)
def test_unknown(function):
    """activate refuses a kind that it does not know."""
    cases = [(np.ones(3), kind) for kind in ("gelu", "", "ReLU")]
    assert_rejects_all(function, cases, says="kind", hint="raise after the last kind")


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def _with_kind(kind, wrong):
    """Return `activate` with one kind replaced by `wrong(z)`, which gets floats."""

    def activate(z, kind_asked):
        right = reference.activate(z, kind_asked)
        if kind_asked != kind:
            return right
        return np.asarray(wrong(1.0 * np.asarray(z)), dtype=np.asarray(right).dtype)

    return activate


@misconception
def step_is_one_at_zero(right, z, kind):
    """step at z = 0 is 0: the rule is «greater than», not «at least»."""
    return _with_kind("step", lambda z: np.heaviside(z, 1.0))(z, kind)


@misconception
def step_is_half_at_zero(right, z, kind):
    """step at z = 0 is 0 in this course, not 1/2."""
    return _with_kind("step", lambda z: np.heaviside(z, 0.5))(z, kind)


@misconception
def elu_without_minus_one(right, z, kind):
    """Your elu jumps from 1 to 0 at z = 0. On the left it is e^z - 1."""
    return _with_kind("elu", lambda z: np.where(z > 0, z, np.exp(np.minimum(z, 0))))(z, kind)


@misconception
def relu_leaks(right, z, kind):
    """That is the leaky relu. Here the negative side is exactly 0."""
    return _with_kind("relu", lambda z: np.where(z > 0, z, 0.01 * z))(z, kind)


@misconception
def relu_is_the_absolute_value(right, z, kind):
    """You mirrored negative entries. relu replaces them by 0."""
    return _with_kind("relu", np.abs)(z, kind)


@misconception
def softplus_in_log10(right, z, kind):
    """Your logarithm has base 10. ln is `np.log` (or `np.log1p`)."""
    return _with_kind("softplus", lambda z: right(z, "softplus") / np.log(10))(z, kind)


@misconception
def softplus_as_it_stands(right, z, kind):
    """exp overflowed inside softplus at z = 1000. ln(1 + e^z) = max(z, 0) + ln(1 + e^-|z|)."""
    return _with_kind("softplus", lambda z: np.log(1 + np.exp(z)))(z, kind)


@misconception
def linear_returns_the_input(right, z, kind):
    """linear handed back your input itself. Return a float copy of it."""
    return z if kind == "linear" else right(z, kind)
