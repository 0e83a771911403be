"""7.3 min_max_scale: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    grader,
    integers,
    pure,
    refuses,
    require,
    values,
)


def table(rng, rows, columns):
    """Return a table whose columns have places and widths of their own, none near 0."""
    places, widths = rng.normal(0, 40, columns), rng.uniform(0.5, 9, columns)
    return rng.normal(places, widths, (rows, columns))


def some(rng):
    """Return cases of several sizes; other has one row, as many as train, or more."""
    sizes = [(7, 5, 3), (9, 2, 1), (2, 3, 8), (5, 1, 8), (4, 4, 4), (6, 3, 6)]
    cases = [(table(rng, n, d), table(rng, m, d)) for n, d, m in sizes]
    narrow = 5 + table(rng, 8, 3) / 500  # all widths are below 1
    return [*cases, (narrow, narrow[:4] + 0.01)]


def narrow(rng):
    """Return tables with columns that are narrow, but not constant."""
    train, other = table(rng, 8, 3), table(rng, 4, 3)
    for each in (train, other):
        each[:, 0] *= 1e-10
        each[:, 1] = 50 + each[:, 1] / 4e5
    return [(train, other)]


def both(call, case):
    """Return the two tables of an answer, once they are two arrays of the shapes given."""
    assert_type(call.value, tuple, hint="return train, other")
    message = f"{len(call.value)} tables came back, not two."
    require(len(call.value) == 2, message, hint="return train, other")
    for seen, given in zip(call.value, case, strict=True):
        assert_type(seen, np.ndarray, hint="both are arrays")
        require(seen.shape == given.shape, "A table has another shape.", hint="the shapes stay")
    return call.value


@grader(1, gate=True)
def test_form(function, rng):
    """min_max_scale returns two tables of the shapes that were given."""
    cases = some(rng)
    calls = function.map(cases)
    for call, case in zip(calls, cases, strict=True):
        assert_type(call.value, tuple, hint="return train, other")
        message = f"{len(call.value)} tables came back, not two."
        require(len(call.value) == 2, message, hint="return train, other")
        for seen, given in zip(call.value, case, strict=True):
            assert_close(seen, given, atol=np.inf)
    first = calls[0].value[0]
    message = "The answer is the same whatever is given."
    require(np.ptp(first, axis=0).min() > 0, message, hint="use the tables that are given")


test_values = values(
    2,
    "{name} maps train's smallest entry to 0 and its largest to 1, column by column.",
    lambda rng: some(rng) + narrow(rng),
    hint="axis=0: one smallest and one largest entry for each column, both of train",
)


@grader(2)
def test_leak(function, right, rng):
    """Rows of other decide nothing: train stays the same, whatever they are."""
    train, plain = table(rng, 8, 3), table(rng, 5, 3)
    far = [np.full((5, 3), 1e6), np.full((5, 3), -1e6), plain[:1].copy(), train.mean(axis=0)[None]]
    cases = [(train, other) for other in (plain, *far)]
    for call, case in zip(function.map(cases), cases, strict=True):
        (seen, other), (wanted, right_other) = both(call, case), right(*case)
        message = "Other rows of the second table change what comes back for train."
        same = seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-9, atol=1e-12)
        require(same, message, hint="smallest and largest are those of train alone")
        hint = "measured by train's two numbers, and not cut off at 0 and 1"
        assert_close(other, right_other, hint=hint)


def constants(rng):
    """Return tables with constant columns, of 0, of 0.1 and of a large number; and a single row."""
    train, other = table(rng, 7, 5), table(rng, 3, 5)
    train[:, 1], train[:, 2], train[:, 4] = 0.1, 0.0, 12345.5
    single = table(rng, 1, 3)
    return [(train, other), (single, table(rng, 2, 3)), (np.full((4, 2), -3.0), table(rng, 3, 2))]


@grader(2)
def test_constants(function, right, rng):
    """A column in which train is constant becomes 0 in train, and entry - smallest in other."""
    cases = constants(rng)
    hint = "where train's largest and smallest entry are equal, divide by 1"
    for call, case in zip(function.map(cases), cases, strict=True):
        assert_close(call.value, right(*case), hint=hint)


def wide(rng):
    """Return tables of whole numbers, all of a column different and far apart."""
    sizes = [(7, 5, 3), (3, 2, 4), (5, 1, 6)]
    columns = [rng.permuted(np.tile(np.arange(0, 250, 12), (d, 1)), axis=1) for *_, d in sizes]
    rows = [each.T for each in columns]
    return [(table[:n], table[n : n + m]) for table, (n, m, _) in zip(rows, sizes, strict=True)]


@grader(1)
def test_dtypes(function, right, rng):
    """float32 stays float32, integers become float64."""
    hint = "1.0 * table keeps float32, and makes floats of integers"
    for kind, wanted in (("float32", "float32"), ("int64", "float64"), ("uint8", "float64")):
        cases = [tuple(each.astype(kind) for each in case) for case in wide(rng)]
        for call, case in zip(function.map(cases), cases, strict=True):
            for seen, right_one in zip(both(call, case), right(*case), strict=True):
                assert_close(seen, right_one, rtol=1e-3, atol=1e-3, hint=hint)
                message = f"{kind} in gives {seen.dtype} out; expected {wanted}."
                mistake = "answers_float64" if wanted == "float32" else ""
                fits = seen.dtype == wanted
                require(fits, message, hint=hint, mistake="" if fits else mistake)


def whole(rng):
    """Return cases of whole numbers; other is below train's smallest entries, and far above.

    The widths of the second fit into no int8.
    """
    train, other = rng.integers(20, 90, (6, 3)), rng.integers(0, 120, (5, 3))
    train[0], other[0], other[1] = 60, 1, 119
    train[:, 1] = 95
    wide = rng.integers(-90, 90, (6, 2))
    wide[0], wide[1] = -120, 125
    return [(1.0 * train, 1.0 * other), (1.0 * wide, 1.0 * other[:, :2])]


test_integers = integers(
    1, whole, hint="turn both tables into floats first: in uint8, 1 - 2 is 255"
)
test_pure = pure(
    0.5, some, line="{name} leaves the tables as they were.", hint="no -= and /= on what was given"
)


def misfits(rng):
    """Return tables that are not 2-D, each by itself, or do not have the same columns."""
    train, other = table(rng, 6, 3), table(rng, 4, 3)
    return [
        (np.repeat(train[:, :, np.newaxis], 3, axis=2), other[:3]),
        (train, np.stack([other, other])),
        (train, other[:, :2]),
        (train, other[:, :1]),
        (train[:, :1], other),
        (train, other[0]),
        (train[:, 0], other[0]),
        (train[0], other),
        (train[np.newaxis], other[np.newaxis]),
        (train, other[:, :, np.newaxis]),
        (train[:, :, np.newaxis], other),
    ]


test_shape = refuses(
    0.5,
    "Tables that are not 2-D, or have another number of columns, are refused.",
    "shape",
    misfits,
    hint="look at ndim and shape[1] of both tables: NumPy would stretch a single column",
)
