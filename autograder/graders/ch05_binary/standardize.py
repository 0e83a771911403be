"""5.3 standardize: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    grader,
    integers,
    is_near,
    pure,
    refuses,
    require,
    values,
    vectorised,
)

from .cases import assert_dtypes


def table(rng, rows, columns):
    """Return a table whose columns have means and spreads of their own."""
    means, spreads = rng.normal(0, 40, columns), rng.uniform(0.5, 9, columns)
    return rng.normal(means, spreads, (rows, columns))


def some(rng):
    """Return cases with none, one and two other tables, one of them of a single row."""
    sizes = [(7, 5, (3,)), (9, 2, (1, 4)), (6, 3, ()), (5, 1, (8,)), (4, 4, (4, 4, 2))]
    return [(table(rng, n, d), *(table(rng, m, d) for m in others)) for n, d, others in sizes]


@grader(1, gate=True)
def test_form(function, rng):
    """standardize returns a tuple with a table for each that it is given, of the same shapes."""
    cases = some(rng)
    calls = function.map(cases)
    for call, case in zip(calls, cases, strict=True):
        answer = call.value
        alone = isinstance(answer, np.ndarray) and len(case) == 1
        mistake = "returns_a_table_alone" if alone else ""
        message = "A table came back where a tuple of one is asked for."
        require(not alone, message, hint="a tuple always, (train,) too", mistake=mistake)
        assert_type(answer, tuple, hint="return a tuple: train, then the others")
        message = f"{len(case)} tables are given, {len(answer)} came back."
        require(len(answer) == len(case), message, hint="train first, then the others")
        for seen, given in zip(answer, case, strict=True):
            assert_close(seen, given, atol=np.inf)
    first = calls[0].value[0]
    message = "The answer is the same whatever is given."
    require(np.ptp(first, axis=0).min() > 0, message, hint="use the tables that are given")


test_values = values(
    4,
    "{name} subtracts train's mean and divides by train's deviation, column by column.",
    lambda rng: some(rng) + narrow(rng),
    hint="axis=0: one mean and one deviation for each column, both of train",
)


@grader(2)
def test_leak(function, right, rng):
    """Other rows than train's move nothing: neither train, nor what the others are measured by."""
    train, plain = table(rng, 8, 3), table(rng, 5, 3)
    far, single = np.full((5, 3), 1e6), plain[:1].copy()
    cases = [(train, plain), (train, far), (train, plain, far), (train, single)]
    calls = function.map(cases)
    message = "Other rows of another table change what comes back for train."
    for call, case in zip(calls, cases, strict=True):
        assert_close(call.value, case, atol=np.inf)
        same = is_near(call.value[0], calls[0].value[0], rtol=1e-9)
        require(same, message, hint="mean and deviation are those of train alone")
    for call, case in zip(calls, cases, strict=True):
        assert_close(call.value, right(*case), hint="every table is measured by train")


def narrow(rng):
    """Return tables with columns whose spread is tiny, but there."""
    train, other = table(rng, 8, 3), table(rng, 4, 3)
    for each in (train, other):
        each[:, 0] *= 1e-10
        each[:, 1] = 50 + each[:, 1] / 4e5
    return [(train, other)]


def constants(rng):
    """Return tables with constant columns: of 0, of 0.1, of a large number; and a single row."""
    train, other = table(rng, 7, 5), table(rng, 3, 5)
    train[:, 1], train[:, 2], train[:, 4] = 0.1, 0.0, 12345.678
    narrow = table(rng, 10, 2)
    narrow[:, 0] = 0.3 * rng.integers(1, 9)
    return [(train, other), (narrow, table(rng, 4, 2)), (table(rng, 1, 3), table(rng, 2, 3))]


@grader(2)
def test_constants(function, right, rng):
    """A column in which train is constant becomes 0 in train, and entry - mean in the others."""
    for case in (constants(rng), [tuple(t.astype(np.float32) for t in c) for c in constants(rng)]):
        for call, tables in zip(function.map(case), case, strict=True):
            wanted = right(*tables)
            rtol = 1e-3 if tables[0].dtype == np.float32 else 1e-7
            # A computed mean of equal numbers is off by their last digit.
            atol = 1e-9 if rtol == 1e-7 else 2e-3
            hint = "where train's largest and smallest entry are equal, divide by 1"
            assert_close(call.value, wanted, rtol=rtol, atol=atol, hint=hint)


@grader(1)
def test_dtypes(function, right, rng):
    """float32 stays float32, integers become float64."""
    assert_dtypes(function, right, some(rng), hint="1.0 * table keeps float32, and makes floats")


def whole(rng):
    """Return a case of whole numbers; train is constant in a column, and the other below it."""
    train, other = rng.integers(0, 100, (6, 3)), rng.integers(0, 90, (4, 3))
    train[:, 1] = 95
    return [(train.astype(float), other.astype(float))]


test_integers = integers(
    1,
    whole,
    hint="turn the tables into floats first",
)
test_vectorised = vectorised(1, lambda rng, n: (table(rng, n, 3), table(rng, n, 3)))
test_pure = pure(
    1, some, line="{name} leaves the tables as they were.", hint="no -= and /= on what was given"
)


def misfits(rng):
    """Return tables that are not 2-D, or do not have the same columns."""
    train, other = table(rng, 6, 3), table(rng, 4, 3)
    return [
        (train, other[:, :2]),
        (train, other[:, :1]),
        (train, other, table(rng, 4, 4)),
        (train, other[0]),
        (train[:, 0],),
        (train[np.newaxis],),
        (train, other[np.newaxis]),
        (train, other[:, :, np.newaxis]),
        (train[:, :1], other),
    ]


test_shape = refuses(
    2,
    "Tables that are not 2-D, or have another number of columns, are refused.",
    "shape",
    misfits,
    hint="look at ndim and shape[1] of every table: NumPy would stretch a single column",
)
