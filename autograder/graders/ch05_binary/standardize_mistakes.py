"""5.3 standardize: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _scaled(right, tables, of, moved=True):
    """Return the tables measured by other numbers: `of(table)` gives a mean and a deviation."""
    answer = right(*tables)
    floats = [1.0 * np.asarray(table) for table in tables]
    mean, deviation = of(floats)
    return tuple(
        ((each - (mean if moved else 0)) / deviation).astype(one.dtype)
        for each, one in zip(floats, answer, strict=True)
    )


def _divisor(train, deviation):
    """Return what to divide by: 1 for constant columns."""
    return np.where(train.max(axis=0) == train.min(axis=0), 1, deviation)


def _centre(train):
    """Return the means; of a constant column exactly what it holds."""
    return np.where(train.max(axis=0) == train.min(axis=0), train[0], train.mean(axis=0))


@misconception
def measures_all_rows(right, train, *others):
    """Changing rows of another table moved the training rows: mean and deviation are those of all
    rows together. That is a leak. Compute them from train alone.
    """

    def of(tables):
        rows = np.concatenate(tables)
        return rows.mean(axis=0), _divisor(rows, rows.std(axis=0))

    return _scaled(right, (train, *others), of)


@misconception(unseen="spreads that are tiny, but there")
def takes_a_tiny_spread_for_none(right, train, *others):
    """A column with a tiny spread was taken for constant, as np.isclose does. It has a deviation to
    divide by: compare the largest and the smallest entry exactly.
    """

    def of(tables):
        constant = np.isclose(tables[0].max(axis=0), tables[0].min(axis=0))
        return _centre(tables[0]), np.where(constant, 1, tables[0].std(axis=0))

    return _scaled(right, (train, *others), of)


@misconception
def measures_each_by_itself(right, train, *others):
    """Each table was standardised by itself. The others must be measured as train was, by its mean
    and its deviation, or the same woman gets other numbers in another table.
    """
    right(train, *others)
    return tuple(right(table)[0] for table in (train, *others))


@misconception
def divides_by_zero(right, train, *others):
    """A constant column became NaN, or infinite: its deviation is 0. Divide by 1 there."""

    def of(tables):
        constant = np.ptp(tables[0], axis=0) == 0
        return _centre(tables[0]), np.where(constant, 0, tables[0].std(axis=0))

    with np.errstate(all="ignore"):
        return _scaled(right, (train, *others), of)


@misconception
def compares_the_deviation_with_0(right, train, *others):
    """A constant column of 0.1 was not seen as constant: rounding makes its computed deviation
    1.4e-17, not 0. Compare the column's largest and smallest entry.
    """

    def of(tables):
        deviation = tables[0].std(axis=0)
        return tables[0].mean(axis=0), np.where(deviation == 0, 1, deviation)

    return _scaled(right, (train, *others), of)


@misconception
def adds_a_small_number(right, train, *others):
    """A small number was added to the deviation against a division by 0. So nothing is quite right,
    and others in a constant column are enormous. Divide by 1 there, by the deviation elsewhere.
    """
    return _scaled(
        right,
        (train, *others),
        lambda tables: (_centre(tables[0]), tables[0].std(axis=0) + 1e-3),
    )


@misconception
def clears_constant_columns(right, train, *others):
    """A column in which train is constant became 0 in the other tables, too. Theirs is
    entry - mean: what differs from train must not vanish.
    """
    first, *rest = right(train, *others)
    constant = np.max(train, axis=0) == np.min(train, axis=0)
    return (first, *(np.where(constant, 0, table).astype(table.dtype) for table in rest))


@misconception
def divides_by_n_minus_1(right, train, *others):
    """The deviation is a little too large: its sum of squares was divided by N - 1. Here it is N,
    as in np.std without ddof.
    """

    def of(tables):
        train = tables[0]
        rows = len(train)
        deviation = train.std(axis=0) * np.sqrt(rows / max(rows - 1, 1))
        return _centre(train), _divisor(train, deviation)

    return _scaled(right, (train, *others), of)


@misconception
def divides_by_the_variance(right, train, *others):
    """The columns were divided by the variance. The deviation is its square root: np.std."""

    def of(tables):
        return _centre(tables[0]), _divisor(tables[0], tables[0].var(axis=0))

    return _scaled(right, (train, *others), of)


@misconception
def takes_one_mean_for_all(right, train, *others):
    """One mean and one deviation were taken of the whole table: say axis=0. Each column is a
    measurement of its own, with units of its own.
    """
    return _scaled(right, (train, *others), lambda tables: (tables[0].mean(), tables[0].std() or 1))


@misconception
def only_divides(right, train, *others):
    """The columns were divided, but not moved: subtract the mean first."""
    return _scaled(
        right,
        (train, *others),
        lambda tables: (0, _divisor(tables[0], tables[0].std(axis=0))),
    )


@misconception
def only_subtracts(right, train, *others):
    """The mean is subtracted, but nothing is divided: the columns still have their own spreads."""
    return _scaled(right, (train, *others), lambda tables: (_centre(tables[0]), 1))


@misconception
def scales_to_0_and_1(right, train, *others):
    """The columns run from 0 to 1: smallest and largest entry were used. Asked are mean and
    deviation, which one extreme row moves less.
    """

    def of(tables):
        low, high = tables[0].min(axis=0), tables[0].max(axis=0)
        return low, np.where(low == high, 1, high - low)

    return _scaled(right, (train, *others), of)


@misconception
def returns_a_table_alone(right, train, *others):
    """Without other tables the table itself came back. The answer is always a tuple: (train,)."""
    answer = right(train, *others)
    return answer if others else answer[0]


@misconception
def answers_float64(right, train, *others):
    """float32 came back as float64. Convert integers only: 1.0 * table."""
    return tuple(table.astype(np.float64) for table in right(train, *others))


@misconception(grader="test_vectorised")
def loops_over_rows(right, train, *others):
    """Right values, but a Python loop goes over the rows. NumPy stretches the means over all rows
    by itself: (table - mean) / deviation.
    """
    answer = right(train, *others)
    tables = [np.empty_like(table) for table in answer]
    for empty, table in zip(tables, answer, strict=True):
        for n, row in enumerate(table):
            empty[n] = row
    return tuple(tables)
