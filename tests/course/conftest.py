"""What a chapter promises is asked with one secret, the same in every run.

With which secrets a verdict may change, `autograder verify --secrets N` finds; a test run that
fails with one secret in twenty would tell nobody anything.
"""

from collections.abc import Iterator

import pytest

from autograder.grading.secret import trying

SECRET = f"{0:064d}".encode()  # the first one of `verify --secrets`
WITH_THEIR_OWN = {"test_samples"}  # a class is graded by other processes, with the course's secret


@pytest.fixture(autouse=True)
def drawn(request: pytest.FixtureRequest) -> Iterator[None]:
    """Draw from the secret of all course tests."""
    own = request.path.stem in WITH_THEIR_OWN
    with trying(None if own else SECRET):
        yield
