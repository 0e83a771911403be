"""3.1 squared_error: its graders."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_matches,
    assert_type,
    form,
    grader,
    integers,
    pure,
    refuses,
    require,
)

REDUCTIONS = ["half_sum", "sum", "mean"]


def pairs(rng, reduction):
    """Return cases (target, output, reduction) of one axis to four."""
    shapes = [(7,), (1,), (5, 3), (3, 3), (6, 1), (2, 4, 3), (2, 1, 3, 2)]
    cases = [(rng.normal(size=s) * 3, rng.normal(size=s) * 3, reduction) for s in shapes]
    large = 1e9 + rng.integers(0, 9, (2, 6)) / 4  # to float32 they are all the same
    return [*cases, (large[0], large[1] - 1, reduction)]


def some_of_each(rng):
    """Return cases of every reduction."""
    return [case for reduction in REDUCTIONS for case in pairs(rng, reduction)[:3]]


def whole_numbers(rng):
    """Return cases of every reduction whose differences are all below 0 or do not fit in int8."""
    low, high = rng.integers(0, 9, (2, 5)), rng.integers(130, 250, (2, 5))
    low[0, 0], high[0, 0] = 100, 156  # in int8 100 and -100
    return [(low, high, reduction) for reduction in REDUCTIONS]


def beyond_int64(rng, reduction):
    """Return a case of integers whose squares do not fit in int64."""
    large = rng.integers(4 * 10**9, 5 * 10**9, 3)
    return large, -large, reduction


UNEQUAL = [
    *(((3,), (3, 1)), ((3,), (1,)), ((1, 3), (2, 3)), ((2,), (1, 2)), ((4,), (3,))),
    *(((3,), (4,)), ((2, 3), (3, 2)), ((), (1,)), ((2, 3), ()), ((2, 3), (1, 2, 3))),
]
UNKNOWN = ["", "Sum", "average", "half", " sum ", "sums", "half-sum"]


def in_float32(rng):
    """Return a case of each reduction in float32."""
    return [
        (target.astype("f4"), output.astype("f4"), reduction)
        for target, output, reduction in (pairs(rng, reduction)[0] for reduction in REDUCTIONS)
    ]


test_form = form(
    0,
    "{name} returns one float.",
    lambda rng: [case[:2] for case in pairs(rng, "half_sum") + in_float32(rng)],
    float,
    hint="add all squares up to one number, then float(…)",
)


@grader(1)
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_values(function, right, rng, reduction):
    """squared_error computes «{reduction}», for tables too."""
    cases = [*pairs(rng, reduction), beyond_int64(rng, reduction)]
    if reduction == "half_sum":
        cases += [case[:2] for case in cases[:2]]  # it is the default
    assert_matches(function, right, cases)


@grader(1)
def test_zero(function, rng):
    """The cost is 0 where all entries agree, and above 0 otherwise."""
    target = rng.integers(-9, 10, (4, 3)).astype(float)
    change = np.zeros((4, 3))
    change[0, 0], change[3, 2] = 2.0, -2.0  # they would cancel without the squares
    cases = [(target, target.copy()), (target, target + change), (np.array(3.0), np.array(1.0))]
    same, other, number = (call.value for call in function.map(cases))
    assert_close(same, 0.0, strict=True)
    assert_close(number, 2.0, strict=True, hint="two numbers without an axis are arrays too")
    assert_type(other, float)
    require(other > 0, "Two errors of opposite sign cancel.", hint="square each entry, then add")


test_integers = integers(
    1,
    whole_numbers,
    line="Integers count as floats, unsigned ones too: 3 - 5 is -2.",
    hint="turn both into floats before you subtract",
)
test_pure = pure(
    1,
    some_of_each,
    line="{name} leaves target and output as they were.",
)
test_shapes = refuses(
    1,
    "{name} refuses two shapes that are not equal.",
    "shape",
    [(np.ones(one), np.ones(other), kind) for one, other in UNEQUAL for kind in REDUCTIONS],
    hint="compare target.shape and output.shape: NumPy would stretch one of them",
)
test_reductions = refuses(
    1,
    "{name} refuses a reduction that it does not know.",
    "reduction",
    [(np.ones(3), np.zeros(3), name) for name in UNKNOWN],
    hint="end with a raise",
)
