"""1.3 sigmoid: its graders, and the mistakes that they know."""

import math

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_integers,
    assert_keeps_dtype,
    form,
    grader,
    misconception,
    pure,
    refuses,
    require,
    stable,
    values,
)

from .cases import around_zero, batches, large, number, whole


def tables(rng):
    """Return arrays of several shapes, as cases."""
    return [(z,) for z in batches(rng)]


def far_out(rng):
    """Return tables whose entries are large, or none of them, as cases."""
    z = large(rng)
    return [(each,) for each in (z, z[[0, -1]], np.zeros(2), around_zero(rng), -z[:4])]


def far_left(rng):
    """Return tails: at -40 and so far out that the answer is nearly 0, as cases.

    At -28 to -36 it tells apart in which way the digits are lost.
    """
    factor = rng.uniform(0.95, 1.0)
    tails = ([-40.0, -35.0], np.linspace(-36, -28, 12), [-100.0, -350.0, -550.0, -700.0])
    return [(factor * np.array(z),) for z in tails]


def with_nan():
    """Return arrays with NaN in one place each, in every place of some."""
    cases = [(np.array(np.nan),), (np.full((2, 2), np.nan),)]
    for place in range(6):
        z = np.arange(-2, 4, dtype=("f", "d")[place % 2])
        z[place] = np.nan
        cases.append((z.reshape(2, 3),))
    return cases


test_form = form(
    1,
    "{name} keeps the shape, from a single number to three axes.",
    lambda rng: [(np.asarray(rng.normal(size=s)),) for s in ((), 4, (2, 3), (2, 1, 3))],
    varies=lambda rng: [(rng.normal(size=3),) for _ in range(2)],
)
test_values = values(4, "{name} agrees with 1 / (1 + e^-z).", tables)
test_stable = stable(
    3,
    "{name} does not overflow for entries of ±1000.",
    far_out,
    hint="use e^z / (1 + e^z) on the negative side",
)


@grader(2)
def test_shape_of_curve(function, rng):
    """sigmoid rises, and sigmoid(-z) = 1 - sigmoid(z)."""
    z = np.sort(rng.uniform(-6, 6, 40))
    up, down = (call.value for call in function.map([(z,), (-z,)]))
    assert_close(up, z, atol=np.inf)  # an array like z, before anything is computed with it
    assert_close(down, 1 - up, hint="the curve is symmetric about the point (0, 0.5)")
    require(np.all(np.diff(up) > 0), "The values do not rise with z.")


@grader(2)
def test_tail(function, right, rng):
    """sigmoid keeps its tail: at -40 it is 4.2e-18, not 0."""
    for case, call in zip(cases := far_left(rng), function.map(cases), strict=True):
        assert_close(call.value, case[0], atol=np.inf)
        tail, message = np.ravel(call.value), "The curve does not fall any more, far on the left."
        is_flat = tail[-1] > 0 and np.any(tail[1:] == tail[:-1])
        require(not is_flat, message, hint="do not clip; split by sign", mistake="clips_z")
        assert_close(call.value, right(*case), rtol=1e-6, atol=0.0)


test_pure = pure(1, tables, line="{name} leaves z as it was.")


@grader(1)
def test_dtype(function, right, rng):
    """sigmoid keeps float32 and turns integers of any kind into float64, for one number too."""
    hint = "1.0 * z makes floats of integers and leaves float32 alone"
    given = [(3 * rng.normal(size=(4, 3)),), (number(rng),)]
    assert_keeps_dtype(function, given, given=["float32"], hint=hint, reference=right)
    assert_integers(function, right, [(whole(rng),)], hint=hint)


test_nan = refuses(
    1,
    "{name} refuses NaN.",
    "nan",
    with_nan(),
    hint="np.isnan(z).any()",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


def _legal(right, z):
    """Return z as floats; bad input is refused."""
    right(z)
    return 1.0 * np.asarray(z)


@misconception
def uses_the_formula_as_it_stands(right, z):
    """exp overflowed at z = -1000. Use e^z / (1 + e^z) on the negative side: both forms are
    equal.
    """
    return 1 / (1 + np.exp(-_legal(right, z)))


@misconception
def computes_both_halves_everywhere(right, z):
    """You computed both halves for all of z, and np.where chose afterwards: the half that is not
    used overflowed. Give exp only -|z|.
    """
    z = _legal(right, z)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@misconception
def clips_z(right, z):
    """From some z on your curve stays where it is: z is clipped. That hides the tail, which is
    4.2e-18 at -40. Split by sign instead.
    """
    return right(np.clip(z, -30, 30))


@misconception
def writes_it_with_tanh(right, z):
    """Far on the left you get exactly 0: 1 + tanh cancels there. Use e^z / (1 + e^z)."""
    return 0.5 * (1 + np.tanh(_legal(right, z) / 2))


@misconception
def takes_one_minus_for_negatives(right, z):
    """On the left you take 1 - 1 / (1 + e^z): the difference of two numbers that are nearly equal
    loses its digits, and far out it is 0. Use e^z / (1 + e^z).
    """
    z = _legal(right, z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), 1 - 1 / (1 + e))


@misconception
def falls_instead_of_rising(right, z):
    """Your curve falls where it should rise. The exponent is -z: the two halves are swapped."""
    return right(-_legal(right, z))


@misconception
def is_symmetric_about_zero(right, z):
    """The absolute value avoids the overflow, but σ(-2) became σ(2). The negative side needs
    e / (1 + e).
    """
    return right(np.abs(_legal(right, z)))


@misconception
def always_answers_float64(right, z):
    """float32 came back as float64. Convert integers only."""
    return right(np.asarray(z, dtype=np.float64))


@misconception
def leaves_out_the_brackets(right, z):
    """`1 / 1 + np.exp(-z)` is 1 plus e^-z: the division comes first. Put brackets round the sum,
    1 / (1 + …).
    """
    return 1 + np.exp(-_legal(right, z))


@misconception
def knows_e_to_three_digits(right, z):
    """2.718 is e to a few digits only. np.exp knows all of them."""
    z = _legal(right, z)
    return np.asarray(1 / (1 + round(math.e, 3) ** -z)).astype(z.dtype)


@misconception
def rounds_the_answers(right, z):
    """Your answers are rounded: give all digits. The example rounds only to be read."""
    return np.round(right(z), 6)
