"""What a submission says in a load that followed a call never reaches a learner's page."""

import textwrap

import pytest

from autograder.grading.connection import Connection
from autograder.grading.connections import Connections
from autograder.grading.failure import Failure
from autograder.sandbox.walls.forks import ZygoteLauncher
from autograder.sandbox.worker.loading import Cell, Source

# The number of a process rises from load to load: what it is told then differs from the first time.
REMEMBERS = """
    import os, time
    def f(x):
        os._exit(0)
    start = time.monotonic_ns()
    {first}
    class Secret{odd}(ValueError): pass
    raise Secret{odd}("hidden input " + str(start))
"""


@pytest.fixture(scope="module")
def launcher():
    started = ZygoteLauncher("sandbox")
    yield started
    started.close()


def lines_to(launcher, text):
    source = Source("neuron", (Cell("neuron.py", textwrap.dedent(text)),))

    class One:
        level = "sandbox"

        def of(self, packages):
            return launcher

    return Connections(One(), source)


def call(connection: Connection):
    with pytest.raises(Failure):
        connection.ask("call", "f", target=[None, "f"], cases=[[[1], {}]], options={})


def test_a_text_that_is_new_after_a_call_is_the_instructors_alone(launcher):
    lines = lines_to(launcher, REMEMBERS.format(first="", odd=""))
    connection = lines.of("f")
    connection.load()
    (first,) = lines.errors
    assert (first.name, first.message.startswith("hidden input")) == ("Secret", True)
    call(connection)
    connection.load()
    (later,) = lines.errors
    assert (later.name, later.message, later.line) == ("ValueError", "", first.line)
    assert later.kept_back.startswith("hidden input")
    lines.close()


def test_the_number_that_a_process_ends_with_is_the_instructors_alone(launcher):
    """It is of the submission's own choice, a byte of a hidden input for instance."""
    lines = lines_to(launcher, "import os\ndef f(x): os._exit(int(x))\n")
    told = []
    for hidden in (37, 38):
        with pytest.raises(Failure) as caught:
            lines.of("f").ask("call", "f", target=[None, "f"], cases=[[[hidden], {}]], options={})
        told.append(caught.value.text(public=False))
        assert caught.value.detail == f"exit code {hidden}"
    assert told[0] == told[1]
    lines.close()


def test_the_same_text_again_stays(launcher):
    lines = lines_to(launcher, "def f(x): import os; os._exit(0)\nimport no_such_package\n")
    connection = lines.of("f")
    call(connection)
    connection.load()
    (error,) = lines.errors
    assert error.message == "No module named 'no_such_package'"
    lines.close()
