"""5.2 impute_missing: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    dtype_of,
    form,
    grader,
    integers,
    is_near,
    named_parts,
    pure,
    refuses,
    require,
    values,
)

from .cases import assert_dtypes

PARTS = ("train", "other")


def table(rng, rows, columns, mark=0.0, share=0.3):
    """Return a table of numbers that have no marks, and one with marks in about a share of it."""
    known = rng.integers(1, 60, (rows, columns)) + rng.choice([0.0, 0.5], (rows, columns))
    marked = rng.random((rows, columns)) < share
    marked[0], marked[-1] = False, rows > 1  # the last row has marks only
    return np.where(marked, mark, known)


def some(rng):
    """Return cases of several sizes; an odd and an even number of known entries among them."""
    sizes = [(7, 4, 5, [1, 3]), (8, 3, 2, [2]), (9, 5, 6, [4, 0, 2]), (1, 2, 3, [1]), (6, 2, 1, [])]
    return [(table(rng, n, d), table(rng, m, d), columns) for n, d, m, columns in sizes]


def as_names(train, other, columns, missing=0.0):
    """Return the form of the answer: both tables, as floats."""
    return {"train": 1.0 * train, "other": 1.0 * other}


test_form = form(
    1, "{name} returns a tuple of two tables of the shapes of train and other.", some, as_names
)
test_values = values(
    4,
    "{name} fills the listed columns with the median of what train knows, and no other column.",
    some,
    hint="np.median of train[:, c] without its marks, for train and for other",
)


@grader(3)
def test_leak(function, right, rng):
    """Whatever stands in other, the answer for train is the same, and so is what is filled in."""
    train, columns = table(rng, 9, 4), [0, 2, 3]
    plain = table(rng, 6, 4)
    high, empty = np.where(plain == 0, 0, 1e6), np.zeros((5, 4))
    tables = (plain, high, empty, plain[::-1].copy())
    cases = [(train, other, columns) for other in tables]
    hint = "the median is that of train: other decides nothing"
    answers = [named_parts(call.value, PARTS) for call in function.map(cases)]
    message = "Other rows of other change what comes back for train."
    for answer in answers:
        assert_close(answer["train"], train, atol=np.inf, hint=hint)
        same = is_near(answer["train"], answers[0]["train"], rtol=1e-9)
        require(same, message, hint=hint)
    for answer, case in zip(answers, cases, strict=True):
        assert_close(tuple(answer.values()), right(*case), names=PARTS, hint=hint)


MARKS = (-1.0, 999.0, -7.5, 0.0)


@grader(2)
def test_marks(function, right, rng):
    """The mark is the one that is given, and 0 is an ordinary number then."""
    cases = []
    for mark in MARKS:
        tables = [table(rng, rows, 3, mark) for rows in (8, 4)]
        for each in tables:
            each[1, 0], each[2, 2] = (0.0, 0.0) if mark else (5.0, 6.0)
        cases.append((*tables, [0, 2], mark))
    for call, case in zip(function.map(cases), cases, strict=True):
        assert_close(
            call.value, right(*case), names=PARTS, hint="compare with `missing`, not with 0"
        )


@grader(1)
def test_dtypes(function, right, rng):
    """float32 stays float32, integers become float64, whatever the other table is."""
    assert_dtypes(function, right, some(rng), hint="1.0 * train keeps float32, and makes floats")
    train, other, columns = some(rng)[0]
    for kinds in (("float64", "float32"), ("int64", "float32"), ("float32", "float64")):
        answer = function(np.floor(train).astype(kinds[0]), other.astype(kinds[1]), columns)
        seen = [str(dtype_of(table)) for table in named_parts(answer, PARTS).values()]
        wanted = ["float32" if kind == "float32" else "float64" for kind in kinds]
        message = f"Tables of {kinds[0]} and {kinds[1]} came back as {' and '.join(seen)}."
        hint = "each table for itself: 1.0 * table"
        require(seen == wanted, message, hint=hint, mistake="gives_one_dtype_to_both")


def whole(rng):
    """Return cases of whole numbers; the medians lie between two of them."""
    m, k = rng.integers(3, 30, 2)
    train = np.array([[0, 40], [m, 0], [m + 1, k], [1, 2], [50, k + 1]]) * 1.0
    return [(train, np.array([[0.0, 0], [5, 7]]), [0, 1])]


test_integers = integers(
    1, whole, hint="make floats of the tables first: in an integer table a median of 4.5 becomes 4"
)
test_pure = pure(
    1, some, line="{name} leaves its arguments as they were.", hint="fill copies: 1.0 * train"
)


def out_of_range(rng):
    """Return cases with a column that is none."""
    tables = (table(rng, 5, 3), table(rng, 2, 3))
    return [(*tables, columns) for columns in ([3], [-1], [0, -3], [1, 7], [-4])]


test_column = refuses(
    1,
    "Columns below 0, and behind the last, are refused.",
    "column",
    out_of_range,
    hint="0 <= c < train.shape[1]; NumPy counts -1 from the end",
)


def unknown(rng):
    """Return cases in which train knows nothing of a listed column, though other may."""
    train, other = table(rng, 6, 3), table(rng, 4, 3)
    train[:, 1] = 0
    marked = np.where(train == 0, -2, train)
    return [(train, other, [1]), (train, other, [0, 1]), (marked, other, [1, 2], -2.0)]


test_unknown = refuses(
    1,
    "A listed column of which train knows nothing is refused.",
    "unknown",
    unknown,
    hint="if no entry of train[:, c] is known there is no median to take",
)
