"""2.3 softmax: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import (
    misconception,
)

# Each is right where its mistake has no effect; `right` refuses bad input.


def _legal(right, Z, axis):
    """Return Z as floats; bad input is refused."""
    right(Z, axis)
    return 1.0 * np.asarray(Z)


@misconception
def exponentiates_as_it_stands(right, Z, axis=-1):
    """exp(1000) is infinite. Subtract each row's maximum first; softmax is unchanged by it."""
    e = np.exp(_legal(right, Z, axis))
    return e / e.sum(axis=axis, keepdims=True)


@misconception
def refuses_every_empty_table(right, Z, axis=-1):
    """A table without rows, (0, C), was refused. Only the axis that is summed over must not be
    empty: look at Z.shape[axis], and do not take the maximum of everything.
    """
    if np.size(Z) == 0:
        raise ValueError("softmax: empty")
    return right(Z, axis)


@misconception
def normalises_over_the_batch(right, Z, axis=-1):
    """Your columns sum to 1, your rows do not: you normalised over the batch. The default axis is
    -1, the classes.
    """
    right(Z, axis)
    return right(Z, 0 if axis == -1 else axis)


@misconception
def subtracts_the_maximum_of_all(right, Z, axis=-1):
    """One large row wiped out the others (0 / 0). Take the maximum of each row:
    Z.max(axis=axis, keepdims=True).
    """
    Z = _legal(right, Z, axis)
    e = np.exp(Z - (Z.max() if Z.size else 0))
    return e / e.sum(axis=axis, keepdims=True)


@misconception
def forgets_keepdims(right, Z, axis=-1):
    """keepdims=True is missing: the sums of the rows have lost their axis, and NumPy lays them
    along the columns. In a square table nothing complains.
    """
    Z = _legal(right, Z, axis)
    e = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis)


@misconception
def ignores_the_axis(right, Z, axis=-1):
    """`axis` had no effect: you always use the last one. Hand it on to max and to sum."""
    right(Z, axis)
    return right(Z)


@misconception
def divides_by_the_sum_of_all(right, Z, axis=-1):
    """The whole table sums to 1. Every row has a sum of its own:
    e.sum(axis=axis, keepdims=True).
    """
    Z = _legal(right, Z, axis)
    e = np.exp(Z - (Z.max() if Z.size else 0))
    return e / e.sum() if Z.size else e


@misconception
def takes_the_sigmoid_of_every_entry(right, Z, axis=-1):
    """This is the sigmoid of every entry: the scores of a row do not know of each other. Divide
    e^z by the sum over the row.
    """
    return np.exp(-np.logaddexp(0, -_legal(right, Z, axis)))


@misconception
def divides_by_the_largest(right, Z, axis=-1):
    """You divided by the largest entry of the row, so that one becomes 1. Divide by the sum."""
    Z = _legal(right, Z, axis)
    return np.exp(Z - Z.max(axis=axis, keepdims=True))


@misconception
def clips_the_scores(right, Z, axis=-1):
    """You clipped the scores: 1000 and 998 became equal. Nothing needs to be clipped once the
    maximum has been subtracted.
    """
    return right(np.clip(_legal(right, Z, axis), -500, 500), axis)


@misconception
def subtracts_in_place(right, Z, axis=-1):
    """Z -= … wrote into the array that you were given. Z = Z - … makes a new one."""
    right(Z, axis)
    Z -= Z.max(axis=axis, keepdims=True)
    return right(Z, axis)


@misconception
def always_answers_float64_probabilities(right, Z, axis=-1):
    """float32 came back as float64. Convert integers only: 1.0 * Z."""
    return right(np.asarray(Z, dtype=np.float64), axis)


@misconception(grader="test_vectorised")
def loops_over_the_rows_of_scores(right, Z, axis=-1):
    """Right values, but the work grows with N in Python. Let axis=… with keepdims=True do it."""
    rows = np.moveaxis(_legal(right, Z, axis), axis, -1)
    P = np.empty_like(rows)
    for place in np.ndindex(rows.shape[:-1]):
        e = np.exp(rows[place] - max(rows[place]))
        P[place] = e / sum(e)
    return np.moveaxis(P, -1, axis)


@misconception
def adds_a_small_number_to_the_sum(right, Z, axis=-1):
    """Your rows do not quite sum to 1: a small number was added to the sums. They cannot be 0 once
    the maximum has been subtracted: leave it out.
    """
    return right(Z, axis) / (1 + 1e-7)


@misconception
def divides_inside_the_exponential(right, Z, axis=-1):
    """You divided the scores by their sum and exponentiated afterwards. Exponentiate first, then
    divide by the sum of the exponentials.
    """
    Z = _legal(right, Z, axis)
    return np.exp(Z / Z.sum(axis=axis, keepdims=True))


@misconception
def divides_by_the_exponentials_inside(right, Z, axis=-1):
    """You exponentiated the scores divided by the sum: exp(z / Σ…). It is exp(z) / Σ…: check the
    brackets.
    """
    Z = _legal(right, Z, axis)
    return np.exp(Z / np.exp(Z).sum(axis=axis, keepdims=True))


@misconception
def divides_the_scores_by_their_sum(right, Z, axis=-1):
    """You divided the scores by their sum, without exp: negative scores give negative shares.
    Exponentiate first.
    """
    Z = _legal(right, Z, axis)
    return Z / Z.sum(axis=axis, keepdims=True)


def _along(right, Z, axis, maximum, total):
    """Return softmax with the maximum and the sum along these axes."""
    Z = _legal(right, Z, axis)
    e = np.exp(Z - Z.max(axis=maximum, keepdims=True))
    return e / e.sum(axis=total, keepdims=True)


@misconception
def always_uses_axis_one(right, Z, axis=-1):
    """Axis 1 stands in your code: a single row has none, and `axis` has no effect. Hand `axis` on
    to max and to sum.
    """
    return _along(right, Z, axis, 1, 1)


@misconception
def always_uses_axis_zero(right, Z, axis=-1):
    """Axis 0 stands in your code: your columns sum to 1, and `axis` has no effect. Hand `axis` on
    to max and to sum.
    """
    return _along(right, Z, axis, 0, 0)


@misconception
def sums_along_the_last_axis(right, Z, axis=-1):
    """The sum is always taken along the last axis, whatever `axis` is. Hand `axis` on to it."""
    return _along(right, Z, axis, axis, -1)


@misconception
def takes_the_maximum_along_the_last_axis(right, Z, axis=-1):
    """The maximum is always taken along the last axis: along another one the rows get different
    factors. Hand `axis` on to max as well.
    """
    return _along(right, Z, axis, -1, axis)


@misconception
def subtracts_the_mean(right, Z, axis=-1):
    """You subtracted the mean: one score far above it still overflows. Subtract the maximum."""
    Z = _legal(right, Z, axis)
    e = np.exp(Z - (Z.mean(axis=axis, keepdims=True) if Z.size else 0))
    return e / e.sum(axis=axis, keepdims=True)


@misconception
def divides_by_the_maximum(right, Z, axis=-1):
    """You divided the scores by their maximum, which changes the answer. Subtract it: only
    differences of scores count.
    """
    Z = _legal(right, Z, axis)
    if not Z.size:
        return right(Z, axis)
    e = np.exp(Z / Z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@misconception
def takes_powers_of_two(right, Z, axis=-1):
    """Your shares are made of powers of 2. softmax takes powers of e: np.exp."""
    return right(np.log(2) * _legal(right, Z, axis), axis).astype(_legal(right, Z, axis).dtype)


@misconception
def answers_the_largest_alone(right, Z, axis=-1):
    """Your largest score has all, the others nothing. softmax shares: each score has its part."""
    Z = _legal(right, Z, axis)
    return (Z.max(axis=axis, keepdims=True) == Z).astype(Z.dtype)
