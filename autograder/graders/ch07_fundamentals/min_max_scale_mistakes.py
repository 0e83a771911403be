"""7.3 min_max_scale: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _scaled(right, train, other, of):
    """Return the tables measured by other numbers: `of(train, other)` gives a start and a width."""
    answer = right(train, other)
    floats = [1.0 * np.asarray(table) for table in (train, other)]
    low, width = of(*floats)
    return tuple(
        ((each - low) / width).astype(one.dtype) for each, one in zip(floats, answer, strict=True)
    )


def _width(table):
    """Return the widths of the columns; 1 for constant ones."""
    width = np.ptp(table, axis=0)
    return np.where(width == 0, 1, width)


@misconception
def measures_all_rows(right, train, other):
    """Rows of other moved the training rows: smallest and largest entry were looked for in both
    tables together. That is a leak. Look in train alone; other may well leave 0 to 1.
    """

    def of(train, other):
        rows = np.concatenate([train, other])
        return rows.min(axis=0), _width(rows)

    return _scaled(right, train, other, of)


@misconception
def measures_each_by_itself(right, train, other):
    """Each table was scaled by its own smallest and largest entry. Other is measured by train's, or
    the same row gets other numbers in another table.
    """
    right(train, other)
    return right(train, train)[0], right(other, other)[0]


@misconception
def clips_other(right, train, other):
    """Other was cut off at 0 and 1. A test row may lie outside of what training has seen, and the
    network is to know how far.
    """
    first, second = right(train, other)
    return first, np.clip(second, 0, 1)


@misconception
def clips_columns_with_a_width(right, train, other):
    """Other was cut off at 0 and 1 in the columns that have a width. A test row may lie outside of
    what training has seen, and the network is to know how far.
    """
    first, second = right(train, other)
    constant = np.max(train, axis=0) == np.min(train, axis=0)
    return first, np.where(constant, second, np.clip(second, 0, 1))


@misconception
def divides_by_zero(right, train, other):
    """A constant column became NaN, or infinite: its width is 0. Divide by 1 there."""
    with np.errstate(all="ignore"):
        return _scaled(right, train, other, lambda a, b: (a.min(axis=0), np.ptp(a, axis=0)))


@misconception(unseen="columns that are narrow, but not constant")
def takes_narrow_columns_for_constant(right, train, other):
    """A narrow column was taken for constant, as np.isclose does, and not divided by its width.
    Compare the largest and the smallest entry exactly.
    """
    low, high = train.min(axis=0), train.max(axis=0)
    width = np.where(np.isclose(low, high), 1, high - 1.0 * low)
    return tuple(
        ((1.0 * table - low) / width).astype(one.dtype)
        for table, one in zip((train, other), right(train, other), strict=True)
    )


@misconception
def clears_constant_columns(right, train, other):
    """A column in which train is constant became 0 in other, too. There it is entry - smallest:
    what differs from train must not vanish.
    """
    first, second = right(train, other)
    constant = np.max(train, axis=0) == np.min(train, axis=0)
    return first, np.where(constant, 0, second).astype(second.dtype)


@misconception
def adds_a_small_number(right, train, other):
    """A small number was added to the width against a division by 0. So the largest entry is not
    quite 1, and other is enormous where train is constant. Divide by 1 there, by the width
    elsewhere.
    """
    return _scaled(right, train, other, lambda a, b: (a.min(axis=0), np.ptp(a, axis=0) + 1e-5))


@misconception
def divides_by_the_largest(right, train, other):
    """The columns were divided by the largest entry: the smallest is not 0 then. Subtract the
    smallest entry first, and divide by largest - smallest.
    """

    def of(train, other):
        largest = train.max(axis=0)
        return 0, np.where(largest == 0, 1, largest)

    return _scaled(right, train, other, of)


@misconception
def subtracts_and_divides_by_the_largest(right, train, other):
    """The smallest entry was subtracted, but then the largest itself was the divisor: the width is
    largest - smallest.
    """

    def of(train, other):
        largest = train.max(axis=0)
        return train.min(axis=0), np.where(
            (largest == 0) | (np.ptp(train, axis=0) == 0), 1, largest
        )

    return _scaled(right, train, other, of)


@misconception
def takes_one_width_for_all(right, train, other):
    """One smallest and one largest entry were taken of the whole table: say axis=0. Each column is
    a measurement of its own, with units of its own.
    """
    return _scaled(right, train, other, lambda a, b: (a.min(), np.ptp(a) or 1))


@misconception
def scales_the_rows(right, train, other):
    """Every row was scaled by itself: axis=1. A column is one measurement, a row is one example:
    say axis=0.
    """
    answer = right(train, other)
    scaled = []
    for table, one in zip((train, other), answer, strict=True):
        rows = 1.0 * np.asarray(table)
        width = np.ptp(rows, axis=1, keepdims=True)
        low = rows.min(axis=1, keepdims=True)
        scaled.append(((rows - low) / np.where(width == 0, 1, width)).astype(one.dtype))
    return tuple(scaled)


@misconception
def only_subtracts(right, train, other):
    """The smallest entry is subtracted, but nothing is divided: the columns keep their widths."""
    return _scaled(right, train, other, lambda a, b: (a.min(axis=0), 1))


@misconception
def standardizes(right, train, other):
    """These are columns with mean 0 and deviation 1, as in chapter 5. Here train's smallest entry
    becomes 0, and its largest 1.
    """

    def of(train, other):
        return train.mean(axis=0), np.where(np.ptp(train, axis=0) == 0, 1, train.std(axis=0))

    return _scaled(right, train, other, of)


@misconception
def scales_to_minus_1(right, train, other):
    """The columns run from -1 to 1: asked is from 0 to 1."""
    return tuple(2 * table - 1 for table in right(train, other))


@misconception
def turns_the_scale_round(right, train, other):
    """The scale is turned round: the largest entry became 0, and the smallest 1. The numerator is
    entry - smallest.
    """

    def of(train, other):
        return train.max(axis=0), -_width(train)

    return _scaled(right, train, other, of)


@misconception
def subtracts_whole_numbers(right, train, other):
    """Wrong for unsigned integers: entry - smallest was computed before they became floats, and in
    uint8 1 - 2 is 255. Make floats first: 1.0 * table.
    """
    answer = right(train, other)
    if np.asarray(train).dtype.kind not in "iu":
        return answer
    low, width = np.min(train, axis=0), _width(1.0 * np.asarray(train))
    return tuple((table - low) / width for table in (train, other))


@misconception
def answers_float64(right, train, other):
    """float32 came back as float64. Convert integers only: 1.0 * table."""
    return tuple(table.astype(np.float64) for table in right(train, other))
