"""The checks of the ten warm-ups: the example of each docstring, and the trap that it is about."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
)


@pytest.mark.exercise("percent")
class TestPercent:
    """Warm-up 0.1."""

    def test_every_mark(self, function):
        """5, 8 and 10 of 10 are 50, 80 and 100 percent; 15 of 20 are 75."""
        found = function(np.array([5.0, 8.0, 10.0]), 10.0)
        assert_close(found, np.array([50.0, 80.0, 100.0]), hint="marks / top works on every entry")
        assert_close(function(np.array([15.0]), 20.0), np.array([75.0]), hint="divide by `top`")

    def test_marks_stay(self, function):
        """The caller's marks stay as they were."""
        assert_pure(function, [(np.array([5.0, 8.0]), 10.0)])


@pytest.mark.exercise("doubled")
class TestDoubled:
    """Warm-up 0.2."""

    def test_small_integers(self, function):
        """100 and 200 as uint8 give 200 and 400, as float64."""
        found = function(np.array([100, 200], dtype=np.uint8))
        hint = "uint8 ends at 255: make floats first, np.asarray(pixels, dtype=np.float64)"
        assert_close(found, np.array([200.0, 400.0]), hint=hint)
        assert_equal(found.dtype, np.dtype(np.float64), hint=hint)

    def test_a_table(self, function):
        """A table stays a table."""
        found = function(np.array([[1.5], [2.0]]))
        assert_close(found, np.array([[3.0], [4.0]]), hint="`* 2` works on any shape")


@pytest.mark.exercise("with_first")
class TestWithFirst:
    """Warm-up 0.3."""

    def test_first_entry(self, function):
        """[1, 2, 3] with 9 first is [9, 2, 3]."""
        found = function(np.array([1.0, 2.0, 3.0]), 9.0)
        assert_close(found, np.array([9.0, 2.0, 3.0]), hint="answer[0] = value, then return answer")

    def test_the_original_stays(self, function):
        """The caller's array stays as it was."""
        assert_pure(function, [(np.array([1.0, 2.0, 3.0]), 9.0)])


@pytest.mark.exercise("above")
class TestAbove:
    """Warm-up 0.4."""

    def test_entries_above_the_bar(self, function):
        """Of 3, 8, 5, 9 the entries above 5 are 8 and 9; none is above 10."""
        x = np.array([3.0, 8.0, 5.0, 9.0])
        hint = "x > bar is a mask, and x[mask] keeps the entries where it is True"
        assert_close(function(x.copy(), 5.0), np.array([8.0, 9.0]), hint=hint)
        assert_close(function(x.copy(), 10.0), np.array([]), hint=hint)


@pytest.mark.exercise("cut_off")
class TestCutOff:
    """Warm-up 0.5."""

    def test_negative_numbers(self, function):
        """-2, 0.5 and 3 give 0, 0.5 and 3; a table works as well."""
        hint = "np.maximum(x, 0.0) takes the larger of two, entry by entry; max(x, 0) cannot"
        assert_close(function(np.array([-2.0, 0.5, 3.0])), np.array([0.0, 0.5, 3.0]), hint=hint)
        assert_close(function(np.array([[-1.0], [4.0]])), np.array([[0.0], [4.0]]), hint=hint)

    def test_x_stays(self, function):
        """The caller's array stays as it was."""
        assert_pure(function, [(np.array([-2.0, 0.5]),)])


@pytest.mark.exercise("has_nan")
class TestHasNan:
    """Warm-up 0.6."""

    def test_yes_and_no(self, function):
        """True if any entry is NaN, in a table too; False for other numbers, infinity included."""
        hint = "np.isnan(x).any(); NaN is not equal to anything, so x == np.nan finds none"
        for x, wanted in (([1.0, np.nan], True), ([[1.0, 2.0]], False), ([np.inf], False)):
            found = function(np.array(x))
            assert_type(found, bool, hint="bool(…) makes Python's own True or False")
            assert_equal(found, wanted, hint=hint)


@pytest.mark.exercise("column_means")
class TestColumnMeans:
    """Warm-up 0.7."""

    def test_columns(self, function):
        """The columns (1, 3), (10, 30) and (0, 0) have the means 2, 20 and 0."""
        X = np.array([[1.0, 10.0, 0.0], [3.0, 30.0, 0.0]])
        hint = "the axis that you name is the one that disappears: axis=0 are the rows"
        assert_close(function(X), np.array([2.0, 20.0, 0.0]), hint=hint)


@pytest.mark.exercise("row_shares")
class TestRowShares:
    """Warm-up 0.8."""

    def test_rows_sum_to_one(self, function):
        """(1, 3) becomes (0.25, 0.75), (8, 2) becomes (0.8, 0.2)."""
        hint = (
            "X.sum(axis=1, keepdims=True) has the shape (N, 1), which is stretched along the rows"
        )
        wide = np.array([[1.0, 3.0], [5.0, 5.0], [8.0, 2.0]])
        shares = np.array([[0.25, 0.75], [0.5, 0.5], [0.8, 0.2]])
        assert_close(function(wide), shares, hint=hint)

    def test_a_square_table(self, function):
        """In a square table too: there the wrong axis raises no error."""
        found = function(np.array([[1.0, 3.0], [8.0, 2.0]]))
        hint = "without keepdims the sums are laid along the columns"
        assert_close(found, np.array([[0.25, 0.75], [0.8, 0.2]]), hint=hint)

    def test_table_stays(self, function):
        """The caller's table stays as it was."""
        assert_pure(function, [(np.array([[1.0, 3.0], [8.0, 2.0]]),)])


@pytest.mark.exercise("picked")
class TestPicked:
    """Warm-up 0.9."""

    def test_one_entry_of_each_row(self, function):
        """The columns 1, 0, 0 of three rows are picked."""
        P = np.array([[0.1, 0.9], [0.7, 0.3], [0.4, 0.6]])
        hint = "P[rows, columns] with two arrays; np.arange(len(y)) has the numbers of the rows"
        assert_close(function(P, np.array([1, 0, 0])), np.array([0.9, 0.7, 0.4]), hint=hint)


@pytest.mark.exercise("spread")
class TestSpread:
    """Warm-up 0.10."""

    def test_largest_minus_smallest(self, function):
        """3, 8, 5 have the spread 5, and -1, -4 have 3."""
        hint = "x.max() - x.min()"
        assert_close(float(function(np.array([3.0, 8.0, 5.0]))), 5.0, hint=hint)
        assert_close(float(function(np.array([-1.0, -4.0]))), 3.0, hint=hint)

    def test_nothing_is_refused(self, function):
        """An empty array is refused with a ValueError that says «empty»."""
        hint = 'if x.size == 0: raise ValueError("spread: empty: x has no entries")'
        assert_rejects(function, np.array([]), says="empty", hint=hint)
