"""4.4 one_hot: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_matches,
    assert_pure,
    assert_rejects_all,
    assert_varies,
    assert_vectorised,
    grader,
    misconception,
    reference_for,
    require,
)

reference = reference_for(__file__)


@grader(1, gate=True)
def test_form(function, rng):
    """one_hot returns a float32 table with a row per label and a column per class."""
    labels = np.array([2, 0, 1, 2, 1])
    rows = function(labels, 3)
    assert_close(rows, np.zeros((5, 3), np.float32), atol=np.inf)
    mistake = "makes_float64_rows" if rows.dtype == np.float64 else ""
    message = "The table is not float32."
    require(rows.dtype == np.float32, message, hint="dtype=np.float32", mistake=mistake)
    assert_varies(function, [(np.roll(labels, k), 3) for k in range(3)])


@grader(3)
def test_values(function, right, rng):
    """one_hot puts a single 1 into the column of each label."""
    cases = [(np.append(rng.integers(0, k, n), k - 1), k) for n, k in ((6, 4), (9, 10), (1, 2))]
    cases += [(rng.permutation(5).astype(np.uint8), 5), (np.zeros(3, np.int64), 1)]
    assert_matches(function, right, cases)


@grader(2)
def test_absent_class(function, right, rng):
    """Classes that do not occur have their column all the same."""
    cases = [(rng.integers(0, 4, 7), 10), (np.array([0, 1, 0]), 3), (np.array([3]), 5)]
    hint = "the number of columns is num_classes, not the largest label plus 1"
    assert_matches(function, right, cases, hint=hint)


@grader(1)
def test_vectorised(function, rng):
    """one_hot works without a Python loop over the labels."""
    hint = "np.eye(num_classes)[labels], or Y[np.arange(N), labels] = 1"
    assert_vectorised(function, lambda n: (rng.integers(0, 10, n), 10), hint=hint)


@grader(1)
def test_pure(function, rng):
    """one_hot leaves the labels as they were."""
    assert_pure(function, [(rng.integers(0, 4, 6), 4)])


@grader(1)
def test_labels(function):
    """one_hot refuses labels that no class has."""
    cases = [(np.array(labels), 4) for labels in ([0, 4], [9, 1], [1, -1], [-4, 0])]
    hint = "a label is at least 0 and below num_classes; NumPy counts -1 from the end"
    assert_rejects_all(function, cases, says="label", hint=hint)


@grader(1)
def test_axes(function):
    """one_hot refuses labels that are not 1-D."""
    cases = [(np.array([[0], [1]]), 2), (np.array([[0, 1]]), 2), (np.array(1), 2)]
    assert_rejects_all(function, cases, says="1-D", hint="look at labels.ndim")


# Known mistakes: each is right where its mistake has no effect, bad input is refused as right does.


def rows_of(labels, num_classes):
    """Return the right rows."""
    return reference.one_hot(labels, num_classes)


@misconception
def counts_the_classes_itself(right, labels, num_classes):
    """A class that does not occur got no column.

    The number of columns is num_classes, not the largest label plus 1.
    """
    rows_of(labels, num_classes)
    return np.eye(int(labels.max()) + 1, dtype=np.float32)[labels]


@misconception
def lies_on_its_side(right, labels, num_classes):
    """The table lies on its side: one row per label, one column per class is asked."""
    return np.ascontiguousarray(rows_of(labels, num_classes).T)


@misconception
def counts_from_one(right, labels, num_classes):
    """The 1 stands one column too far to the right. Labels count from 0, as columns do."""
    return np.roll(rows_of(labels, num_classes), 1, axis=1)


@misconception
def writes_the_label(right, labels, num_classes):
    """The column holds the label itself. One-hot says only «this one»: the entry is always 1."""
    return rows_of(labels, num_classes) * np.asarray(labels, dtype=np.float32)[:, np.newaxis]


@misconception
def makes_float64_rows(right, labels, num_classes):
    """The answer is float64. Say dtype=np.float32 where the table is made."""
    return rows_of(labels, num_classes).astype(np.float64)


@misconception
def makes_integer_rows(right, labels, num_classes):
    """The answer is a table of integers. Say dtype=np.float32."""
    return rows_of(labels, num_classes).astype(np.int64)


@misconception(grader="test_vectorised")
def loops_over_the_labels(right, labels, num_classes):
    """Right values, but a Python loop goes over the labels.

    NumPy does it in one step: np.eye(num_classes)[labels], or Y[np.arange(N), labels] = 1.
    """
    rows = np.zeros_like(rows_of(labels, num_classes))
    for n, label in enumerate(labels):
        rows[n, label] = 1
    return rows


@misconception
def takes_negative_labels(right, labels, num_classes):
    """A label of -1 was taken: NumPy counts it from the end, so it lands in the last column.

    Refuse labels below 0.
    """
    rows_of(np.abs(labels), num_classes) if np.ndim(labels) == 1 else rows_of(labels, num_classes)
    return np.eye(num_classes, dtype=np.float32)[labels]
