"""With one layer switched off the attack on it succeeds: the tests beside this one can fail."""

import contextlib
import dataclasses
import os
import struct

import numpy as np
import pytest

from autograder.grading.connection import Connection
from autograder.grading.proxy import Submission
from autograder.sandbox.walls import bubblewrap
from autograder.sandbox.worker.loading import Cell, Source

from .conftest import SUBMISSIONS, RecordingLauncher, sigmoid

FIRST_MODE = "root" if os.geteuid() == 0 else "user"


def attack(number):
    (path,) = SUBMISSIONS.glob(f"{number}_*.py")
    return path


def patched(before, after):
    """Return a launcher whose zygote runs with another line of code."""

    class Patched(RecordingLauncher):
        def _start(self):
            files = list((self.stage.boot / "autograder/sandbox/worker").glob("*.py"))
            (file,) = [file for file in files if before in file.read_text()]
            text = file.read_text()
            assert text.count(before) == 1, before
            file.write_text(text.replace(before, after))
            super()._start()

    return Patched


@pytest.fixture
def arena_with(make_arena):
    """Return a function that makes an arena with a weaker launcher, which ends with the test."""
    with contextlib.ExitStack() as stack:

        def make(mode, kind):
            arena = make_arena(mode, kind)
            stack.callback(arena.launcher.close)
            return arena

        yield make


def test_without_a_session_of_its_own_a_worker_kills_the_warm_process(arena_with):
    arena = arena_with("user", patched("    os.setsid()", "    pass"))
    arena.grade(attack("05"))
    assert arena.launcher.process.wait(timeout=2)


def test_without_the_lifeline_a_worker_runs_on(arena_with):
    kind = patched("for lifeline in self.lifelines:", "for lifeline in ():")
    arena = arena_with(FIRST_MODE, kind)
    report = arena.grade(attack("41"))
    assert any("processes are left" in sign for sign in arena.signs(report))


class GradersEnvironment(RecordingLauncher):
    """Starts bubblewrap with the environment of the grader, and lets workers see /proc."""

    def _environment(self):
        return {**os.environ, **super()._environment()}

    def _spec(self, control):
        return dataclasses.replace(super()._spec(control), proc=True)


def test_with_the_graders_environment_its_secrets_are_read(arena_with):
    arena = arena_with(FIRST_MODE, GradersEnvironment)
    assert "the secret was read" in arena.signs(arena.grade(attack("32")))


class NoFilter(RecordingLauncher):
    """Installs a filter of system calls that allows all of them."""

    def _start(self):
        allow = struct.pack("<HBBI", 0x06, 0, 0, 0x7FFF0000)
        (self.stage.boot / "filter.bpf").write_bytes(allow)
        super()._start()


@pytest.mark.parametrize(
    ("number", "sign"),
    [("53", "LEAK family"), ("58", "LEAK shmget"), ("60", "LEAK unshare"), ("63", "LEAK core")],
)
def test_without_the_filter_the_kernel_is_open(arena_with, number, sign):
    arena = arena_with(FIRST_MODE, NoFilter)
    assert sign in "\n".join(arena.signs(arena.grade(attack(number))))


def test_with_a_writable_package_folder_a_submission_reaches_the_next(arena_with, monkeypatch):
    monkeypatch.setattr(bubblewrap, "_nothing", lambda target: ["--tmpfs", target])
    arena = arena_with("user", RecordingLauncher)
    assert any("LEAK marker" in sign for sign in arena.signs(arena.grade(attack("56"))))


def test_without_an_exact_shape_an_empty_array_is_close_to_everything(arenas):
    source = Source("neuron", (Cell("neuron.py", attack("23").read_text()),))
    connection = Connection(arenas(FIRST_MODE).launcher, source)
    z = np.linspace(-1, 1, 5)
    assert (np.abs(Submission(lambda: connection).sigmoid(z) - sigmoid(z)) <= 1e-9).all()
    connection.close()
