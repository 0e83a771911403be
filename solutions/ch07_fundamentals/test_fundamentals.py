"""The public checks of chapter 7: worked numbers, shapes, types and refusals."""

import numpy as np
import pytest

from autograder.asserting import assert_close, assert_rejects

# TODO: three to five checks for each exercise, in a class that is marked with its name. Learners
# read them: `function` is theirs, the docstring is the line that they see, the hint the next step.


@pytest.mark.exercise("scale")
class TestScale:
    """Exercise 7.1."""

    @pytest.mark.gate
    def test_the_shape_is_kept(self, function):
        """Every entry is doubled, whatever the shape."""
        x = np.array([[1.0, 2.0], [3.0, 5.0]])
        assert_close(function(x), np.array([[2.0, 4.0], [6.0, 10.0]]), hint="entry by entry")

    def test_a_factor_of_three(self, function):
        """1, 2 and 4 scaled by 3 are 3, 6 and 12."""
        answer = function(np.array([1.0, 2.0, 4.0]), factor=3.0)
        assert_close(answer, np.array([3.0, 6.0, 12.0]), hint="multiply by `factor`, not by 2")

    def test_nan_is_refused(self, function):
        """An array with a NaN in it is refused with a ValueError."""
        assert_rejects(function, np.array([1.0, np.nan]), says="nan", hint="look at np.isnan")
