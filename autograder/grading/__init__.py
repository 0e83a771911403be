"""What checks and graders are written with."""

from autograder.grading.comparisons import assert_close, assert_equal, assert_type, require
from autograder.grading.misconceptions import misconception
from autograder.grading.properties import (
    assert_gradient,
    assert_keeps_dtype,
    assert_matches,
    assert_pure,
    assert_rejects,
    assert_rejects_all,
    assert_stable,
    assert_varies,
    assert_vectorised,
)
from autograder.grading.setup import reference_for

__all__ = [
    "assert_close",
    "assert_equal",
    "assert_gradient",
    "assert_keeps_dtype",
    "assert_matches",
    "assert_pure",
    "assert_rejects",
    "assert_rejects_all",
    "assert_stable",
    "assert_type",
    "assert_varies",
    "assert_vectorised",
    "misconception",
    "reference_for",
    "require",
]
