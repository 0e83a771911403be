"""5.2 impute_missing: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _filled(right, given, fill, columns=None):
    """Return the tables with columns filled: `fill(c, train, other)` says with what, for each."""
    train, other, listed, missing = given
    answer = right(train, other, listed, missing)
    tables = [1.0 * np.asarray(train), 1.0 * np.asarray(other)]
    for c in listed if columns is None else columns:
        fillers = fill(c, *(1.0 * np.asarray(each) for each in (train, other)))
        for each, filler in zip(tables, fillers, strict=True):
            each[each[:, c] == missing, c] = filler
    return tuple(each.astype(one.dtype) for each, one in zip(tables, answer, strict=True))


def _known(column, missing):
    """Return the known entries; all of them where none is known."""
    known = column[column != missing]
    return known if known.size else column


@misconception
def fills_every_column(right, train, other, columns, missing=0.0):
    """Columns that are not listed were filled too. Zero pregnancies is a real value: only where a
    mark means «not measured» it is to be filled.
    """

    def fill(c, train, other):
        return (np.median(_known(train[:, c], missing)),) * 2

    given = (train, other, columns, missing)
    return _filled(right, given, fill, columns=range(np.shape(train)[1]))


@misconception
def counts_the_marks(right, train, other, columns, missing=0.0):
    """The median is that of the whole column, its marks included: they pull it towards them. Take
    the known entries alone.
    """
    given = (train, other, columns, missing)
    return _filled(right, given, lambda c, train, other: (np.median(train[:, c]),) * 2)


@misconception
def fills_other_with_its_own_median(right, train, other, columns, missing=0.0):
    """other was filled with medians of its own. Tomorrow's rows may come one by one, and have none:
    train's median is put into both.
    """
    given = (train, other, columns, missing)

    def fill(c, train, other):
        own = other[:, c][other[:, c] != missing]
        median = np.median(_known(train[:, c], missing))
        return median, np.median(own) if own.size else median

    return _filled(right, given, fill)


@misconception(unseen="entries below `missing`")
def takes_what_is_below_for_missing(right, train, other, columns, missing=0.0):
    """Entries below `missing` were taken for gaps, too. Only what equals it is one: !=, not >."""
    train, other = 1.0 * np.asarray(train), 1.0 * np.asarray(other)
    right(train, other, columns, missing)
    tables = train.copy(), other.copy()
    for c in columns:
        known = train[:, c][train[:, c] > missing]
        for each in tables:
            each[each[:, c] <= missing, c] = np.median(known) if known.size else missing
    return tables


@misconception(unseen="two tables of different dtypes")
def gives_one_dtype_to_both(right, train, other, columns, missing=0.0):
    """Both tables came back in the dtype of one of them. Each keeps its own: float32 stays float32,
    whatever stands beside it.
    """
    train, other = right(train, other, columns, missing)
    return train, other.astype(train.dtype)


@misconception
def takes_the_mean(right, train, other, columns, missing=0.0):
    """The mean was put in. Asked is the median, which a few very large entries do not move."""
    given = (train, other, columns, missing)
    return _filled(right, given, lambda c, a, b: (np.mean(_known(a[:, c], missing)),) * 2)


@misconception
def takes_the_median_of_all_rows(right, train, other, columns, missing=0.0):
    """Rows of other changed what was filled in: the median is that of both tables together. That is
    a leak: what is measured on other later has been seen already. Take train's.
    """

    def fill(c, train, other):
        both = np.concatenate([train[:, c], other[:, c]])
        return (np.median(_known(both, missing)),) * 2

    return _filled(right, (train, other, columns, missing), fill)


@misconception
def fills_each_by_itself(right, train, other, columns, missing=0.0):
    """Each table was filled with a median of its own. Rows of other decide nothing, not even about
    themselves: tomorrow other may be one row. Use train's median for both.
    """

    def fill(c, train, other):
        return tuple(np.median(_known(each[:, c], missing)) for each in (train, other))

    return _filled(right, (train, other, columns, missing), fill)


@misconception
def fills_train_only(right, train, other, columns, missing=0.0):
    """other still has its marks: it gets the same medians, those of train."""
    first, _ = right(train, other, columns, missing)
    return first, 1.0 * np.asarray(other)


@misconception
def takes_zero_for_the_mark(right, train, other, columns, missing=0.0):
    """The mark that is given has no effect: zeros were filled. Compare with `missing`."""
    right(train, other, columns, missing)
    return right(train, other, [c for c in columns if np.any(np.asarray(train)[:, c])])


@misconception
def takes_one_median_for_all_columns(right, train, other, columns, missing=0.0):
    """All columns were filled with the same number: take the median of each column by itself."""

    def fill(c, train, other):
        return (np.median(_known(train[:, list(columns)].ravel(), missing)),) * 2

    return _filled(right, (train, other, columns, missing), fill)


@misconception
def takes_the_upper_middle(right, train, other, columns, missing=0.0):
    """Right for an odd number of known entries only. Of an even number the median is the mean of
    the two in the middle: np.median does it.
    """

    def fill(c, train, other):
        known = np.sort(_known(train[:, c], missing))
        return (known[len(known) // 2],) * 2

    return _filled(right, (train, other, columns, missing), fill)


@misconception
def keeps_integers(right, train, other, columns, missing=0.0):
    """Right for floats. In a table of integers a median of 4.5 became 4: make it floats first."""
    answer = right(train, other, columns, missing)
    cut = []
    for each, given in zip(answer, (train, other), strict=True):
        cut.append(each.astype(np.asarray(given).dtype).astype(each.dtype))
    return tuple(cut)


@misconception
def swaps_the_tables(right, train, other, columns, missing=0.0):
    """The two tables came back in the wrong order: train first, then other."""
    return right(train, other, columns, missing)[::-1]


@misconception
def takes_negative_columns(right, train, other, columns, missing=0.0):
    """Column -1 was taken: NumPy counts it from the end, and fills a column that nobody named.
    Refuse numbers below 0.
    """
    width = np.shape(train)[1]
    return right(train, other, [c + width if -width <= c < 0 else c for c in columns], missing)


@misconception
def fills_the_tables_themselves(right, train, other, columns, missing=0.0):
    """The tables that were given have changed: the raw data are lost. Fill copies."""
    filled, also = right(train, other, columns, missing)
    if train.dtype != np.float64:
        return filled, also
    train[...], other[...] = filled, also
    return train, other


@misconception
def answers_float64(right, train, other, columns, missing=0.0):
    """float32 came back as float64. Convert integers only: 1.0 * train."""
    return tuple(table.astype(np.float64) for table in right(train, other, columns, missing))
