"""4.4 one_hot: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_numbers,
    assert_type,
    assert_varies,
    grader,
    in_dtype,
    misconception,
    pure,
    refuses,
    require,
    shape_of,
    vectorised,
)


def some(rng):
    """Return labels of several numbers of classes and integer kinds; the last class occurs."""
    cases = [every_class(rng, n, k) for n, k in ((7, 4), (10, 10), (2, 2))]
    return [*cases, (rng.permutation(5).astype(np.uint8), 5), (np.zeros(3, np.int64), 1)]


def every_class(rng, n, num_classes):
    """Return n labels among which the last class occurs: who counts classes counts them rightly."""
    return np.append(rng.integers(0, num_classes, n - 1), num_classes - 1), num_classes


@grader(1, gate=True)
def test_form(function, rng):
    """one_hot returns a table with a row per label and a column per class."""
    labels = rng.permutation([2, 0, 1, 2, 1])
    rows = in_dtype(function(labels, 3), np.float32)
    on_its_side = shape_of(rows) == (3, 5)
    mistake = "lies_on_its_side" if on_its_side else ""
    message = "The table has a row per class and a column per label."
    require(not on_its_side, message, mistake=mistake)
    assert_close(rows, np.zeros((5, 3), np.float32), atol=np.inf)
    assert_varies(function, [(np.roll(labels, k), 3) for k in range(3)])


@grader(2)
def test_values(function, right, rng):
    """one_hot puts a single 1 into the column of each label."""
    assert_numbers(function, right, some(rng), hint="row n is all 0 but for column labels[n]")


@grader(2)
def test_absent_class(function, right, rng):
    """Classes that do not occur have their column all the same."""
    cases = [(rng.integers(0, 4, 7), 10), (np.array([0, 1, 0]), 3), (np.array([3]), 5)]
    hint = "the number of columns is num_classes, not the largest label plus 1"
    assert_numbers(function, right, cases, hint=hint)


@grader(1)
def test_single(function, rng):
    """The table is float32."""
    rows = function(rng.integers(0, 4, 6), 4)
    assert_type(rows, np.ndarray)
    known = {"f": "makes_float64_rows", "i": "makes_integer_rows"}
    mistake = known.get(rows.dtype.kind, "")
    message = f"Seen: a table of {rows.dtype}. Expected: float32."
    require(rows.dtype == np.float32, message, hint="dtype=np.float32", mistake=mistake)


test_vectorised = vectorised(
    1,
    lambda rng, n: every_class(rng, n, 10),
    of="labels",
    hint="np.eye(num_classes)[labels], or Y[np.arange(N), labels] = 1",
)
test_pure = pure(
    1, lambda rng: [every_class(rng, 6, 4)], line="{name} leaves the labels as they were."
)
test_labels = refuses(
    1,
    "{name} refuses labels that no class has.",
    "label",
    [
        *((np.array(labels), 4) for labels in ([0, 4], [9, 1, 2], [1, -1, 3], [0, 1, -4])),
        (np.array([3, 200], np.uint8), 4),
        (np.array([1, -2, 0], np.int8), 4),
    ],
    hint="a label is at least 0 and below num_classes; NumPy counts -1 from the end",
)
test_axes = refuses(
    1,
    "{name} refuses labels that are not 1-D.",
    "1-D",
    [(np.array([[0], [1]]), 2), (np.array([[0, 1]]), 2), (np.array([[[1]]]), 2), (np.array(1), 2)],
    hint="look at labels.ndim",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def counts_the_classes_itself(right, labels, num_classes):
    """A class that does not occur got no column.

    The number of columns is num_classes, not the largest label plus 1.
    """
    right(labels, num_classes)
    return np.eye(int(labels.max()) + 1, dtype=np.float32)[labels]


@misconception
def lies_on_its_side(right, labels, num_classes):
    """The table lies on its side: one row per label, one column per class is asked."""
    return np.ascontiguousarray(right(labels, num_classes).T)


@misconception
def counts_from_one(right, labels, num_classes):
    """The 1 stands one column too far to the right. Labels count from 0, as columns do."""
    return np.roll(right(labels, num_classes), 1, axis=1)


@misconception
def counts_back_from_the_label(right, labels, num_classes):
    """The 1 stands one column too far to the left, for label 0 in the last one: labels - 1. Labels
    count from 0, as columns do.
    """
    return np.roll(right(labels, num_classes), -1, axis=1)


@misconception
def marks_the_columns_in_all_rows(right, labels, num_classes):
    """Every row has a 1 for the labels of all rows: Y[:, labels] takes these columns whole. Pair
    rows with labels: Y[np.arange(N), labels] = 1.
    """
    return np.broadcast_to(
        right(labels, num_classes).max(axis=0), (len(labels), num_classes)
    ) * np.float32(1)


@misconception
def exchanges_zeros_and_ones(right, labels, num_classes):
    """0 and 1 are exchanged: the 1 stands in the label's own column."""
    return 1 - right(labels, num_classes)


@misconception
def writes_the_label(right, labels, num_classes):
    """The column holds the label itself. One-hot says only «this one»: the entry is always 1."""
    return right(labels, num_classes) * np.asarray(labels, dtype=np.float32)[:, np.newaxis]


@misconception
def makes_float64_rows(right, labels, num_classes):
    """The answer is float64. Say dtype=np.float32 where the table is made."""
    return right(labels, num_classes).astype(np.float64)


@misconception
def makes_integer_rows(right, labels, num_classes):
    """The answer is a table of integers. Say dtype=np.float32 where the table is made."""
    return right(labels, num_classes).astype(np.int64)


@misconception(grader="test_vectorised")
def loops_over_the_labels(right, labels, num_classes):
    """Right values, but a Python loop goes over the labels.

    NumPy does it in one step: np.eye(num_classes)[labels], or Y[np.arange(N), labels] = 1.
    """
    rows = np.zeros_like(right(labels, num_classes))
    for n, label in enumerate(labels):
        rows[n, label] = 1
    return rows


@misconception
def takes_negative_labels(right, labels, num_classes):
    """A label of -1 was taken: NumPy counts it from the end, so it lands in the last column.

    Refuse labels below 0.
    """
    right(np.abs(labels) if np.ndim(labels) == 1 else labels, num_classes)
    return np.eye(num_classes, dtype=np.float32)[labels]
