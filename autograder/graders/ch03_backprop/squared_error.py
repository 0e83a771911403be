"""3.1 squared_error: its graders, and the mistakes that they know."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_matches,
    assert_type,
    form,
    grader,
    integers,
    misconception,
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


UNEQUAL = [
    *(((3,), (3, 1)), ((3,), (1,)), ((1, 3), (2, 3)), ((2,), (1, 2)), ((4,), (3,))),
    *(((3,), (4,)), ((2, 3), (3, 2)), ((), (1,)), ((2, 3), ()), ((2, 3), (1, 2, 3))),
]
UNKNOWN = ["", "Sum", "average", "half", " sum ", "sums", "half-sum"]

test_form = form(
    0,
    "{name} returns one float.",
    [(np.array([1.0, 2.0]), np.array([3.0, -1.0]))],
    float,
    varies=[(np.zeros(2), np.ones(2) * k) for k in range(3)],
    hint="add all squares up to one number, then float(…)",
)


@grader(1)
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_values(function, right, rng, reduction):
    """squared_error computes «{reduction}», for tables too."""
    cases = pairs(rng, reduction)
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


# Each is right where its mistake has no effect; `right` refuses bad input.


def _differences(right, target, output, reduction):
    """Return target - output as floats; bad input is refused."""
    right(target, output, reduction)
    return np.asarray(target, float) - np.asarray(output, float)


@misconception
def forgets_the_half(right, target, output, reduction="half_sum"):
    """«half_sum» came out twice too large: the half is missing. It is there so that the slope has
    no factor 2.
    """
    return right(target, output, "sum" if reduction == "half_sum" else reduction)


@misconception
def halves_the_mean(right, target, output, reduction="half_sum"):
    """You halved the mean. «half_sum» is half of the sum: nothing is divided by N."""
    if reduction == "half_sum":
        return right(target, output, "mean") / 2
    return right(target, output, reduction)


@misconception
def divides_by_the_rows_only(right, target, output, reduction="half_sum"):
    """Your mean divides by the number of rows. It is over all entries: target.size, or .mean()."""
    squares = _differences(right, target, output, reduction) ** 2
    if reduction == "mean":
        return float(squares.sum() / len(squares))
    return right(target, output, reduction)


@misconception
def takes_absolute_values(right, target, output, reduction="half_sum"):
    """These are absolute values. Square the differences."""
    size = np.abs(_differences(right, target, output, reduction))
    return float({"half_sum": size.sum() / 2, "sum": size.sum(), "mean": size.mean()}[reduction])


@misconception
def squares_the_sum(right, target, output, reduction="half_sum"):
    """You added first and squared afterwards, so errors of opposite sign cancel. Square each
    one.
    """
    squared = _differences(right, target, output, reduction).sum() ** 2
    return float(squared * {"half_sum": 0.5, "sum": 1, "mean": 1 / np.size(target)}[reduction])


@misconception
def takes_the_root(right, target, output, reduction="half_sum"):
    """You took the root at the end. This cost stays squared: no np.sqrt, no norm."""
    return float(np.sqrt(right(target, output, reduction)))


@misconception
def subtracts_unsigned_integers(right, target, output, reduction="half_sum"):
    """Unsigned integers have no negatives: in uint8, 3 - 5 is 254. Make both arrays floats before
    you subtract.
    """
    answer = right(target, output, reduction)
    difference = np.asarray(target) - np.asarray(output)
    if difference.dtype.kind != "u":
        return answer
    return right(difference, np.zeros(difference.shape), reduction)


@misconception
def lets_numpy_stretch_the_shapes(right, target, output, reduction="half_sum"):
    """(3,) and (3, 1) went through: NumPy stretched them to a table of 9 differences. Refuse shapes
    that are not equal.
    """
    if np.shape(target) != np.shape(output):
        target, output = np.broadcast_arrays(target, output)
    return right(target, output, reduction)
