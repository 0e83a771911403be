"""The network that a grader hands to a writer: what it answers, and what it remembers."""

import numpy as np
import pytest

from autograder.asserting import remote, steps
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.grader import Grader
from autograder.grading.key import Key
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source

TEXT = """
def f(step):
    first, state = step(2, None)
    second, state = step(1, state)
    first[:] = 0  # its own copy
    return second, state
"""


@pytest.fixture
def submission():
    source = Source("writer", (Cell("writer.py", TEXT),))
    examination = Examination(Connections(LocalLauncher(), source), Key({}))
    examination.begin(Grader("test", "f", "test", print))
    yield examination.submission
    examination.connections.close()


def test_a_network_to_write_with_answers_by_the_id_and_by_how_many_it_has_read(submission):
    table = np.random.default_rng(0).random((2, 3, 3))
    network = remote(submission, steps(table))
    second, state = submission.f(network)
    assert np.array_equal(second, table[1, 1])
    assert state == 2
    assert network.heard == [[2, None], [1, 1]]
    submission.f(network)
    assert network.heard == 2 * [[2, None], [1, 1]]
    assert np.array_equal(submission.f(steps(table))[0], table[1, 1])  # and a fresh one
