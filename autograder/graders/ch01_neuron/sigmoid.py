"""1.3 sigmoid: its graders, and the mistakes that they know."""

import numpy as np

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
    require,
)

from .cases import LARGE, batches


@grader(1, gate=True)
def test_form(function, right):
    """sigmoid keeps the shape, from a single number to three axes."""
    cases = [(np.array(0.5),), (np.ones(4),), (np.ones((2, 3)),), (np.ones((2, 1, 3)),)]
    assert_matches(function, right, cases, rtol=np.inf)
    assert_varies(function, [(np.full(3, k),) for k in (-1.0, 0.5)])


@grader(4)
def test_values(function, right, rng):
    """sigmoid agrees with 1 / (1 + e^-z)."""
    cases = [(z,) for z in batches(rng)]
    assert_matches(function, right, cases)


@grader(3)
def test_stable(function, right):
    """sigmoid does not overflow for entries of ±1000."""
    hint = "use e^z / (1 + e^z) on the negative side"
    assert_stable(function, right, [(LARGE,), (-LARGE[:4],)], hint=hint)


@grader(2)
def test_shape_of_curve(function, rng):
    """sigmoid rises, and sigmoid(-z) = 1 - sigmoid(z)."""
    z = np.sort(rng.uniform(-6, 6, 40))
    up, down = (call.value for call in function.map([(z,), (-z,)]))
    assert_close(up, z, atol=np.inf)  # an array like z, before anything is computed with it
    assert_close(down, 1 - up, hint="the curve is symmetric about the point (0, 0.5)")
    require(np.all(np.diff(up) > 0), "The values do not rise with z.")


@grader(2)
def test_tail(function, right):
    """sigmoid keeps its tail: at -40 it is 4.2e-18, not 0."""
    cases = [(np.array([-40.0, -35.0]),)]
    hint = "do not clip; split by sign"
    assert_matches(function, right, cases, rtol=1e-6, atol=0.0, hint=hint)


@grader(1)
def test_pure(function, rng):
    """sigmoid leaves z as it was."""
    assert_pure(function, [(z,) for z in batches(rng)])


@grader(1)
def test_dtype(function, rng):
    """sigmoid keeps float32 and turns integers into float64."""
    assert_keeps_dtype(function, [(rng.normal(size=(4, 3)) * 3,)])


@grader(1)
def test_nan(function):
    """sigmoid refuses NaN."""
    cases = [(np.array([0.0, np.nan]),), (np.full((2, 2), np.nan),)]
    assert_rejects_all(function, cases, says="nan", hint="np.isnan(z).any()")


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


@misconception
def uses_the_formula_as_it_stands(right, z):
    """exp overflowed at z = -1000.

    Use e^z / (1 + e^z) on the negative side: both forms are equal.
    """
    right(z)
    z = 1.0 * np.asarray(z)
    return 1 / (1 + np.exp(-z))


@misconception
def computes_both_halves_everywhere(right, z):
    """You computed both halves for all of z, and np.where chose afterwards: the half that is not
    used overflowed. Give exp only -|z|.
    """
    right(z)
    z = 1.0 * np.asarray(z)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@misconception
def clips_z(right, z):
    """σ(-40) should be 4.2e-18, you have 9.4e-14.

    Clipping hides the tail; split by sign instead.
    """
    return right(np.clip(z, -30, 30))


@misconception
def writes_it_with_tanh(right, z):
    """Far on the left you get exactly 0: 1 + tanh cancels there. Use e^z / (1 + e^z)."""
    right(z)
    return 0.5 * (1 + np.tanh(1.0 * np.asarray(z) / 2))


@misconception
def falls_instead_of_rising(right, z):
    """Your curve falls where it should rise. The exponent is -z: the two halves are swapped."""
    right(z)
    return right(-1.0 * np.asarray(z))


@misconception
def is_symmetric_about_zero(right, z):
    """The absolute value avoids the overflow, but σ(-2) became σ(2).

    The negative side needs e / (1 + e).
    """
    return right(np.abs(1.0 * np.asarray(z)))


@misconception
def always_answers_float64(right, z):
    """float32 came back as float64. Convert integers only."""
    return right(np.asarray(z, dtype=np.float64))
