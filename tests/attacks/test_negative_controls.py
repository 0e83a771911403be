"""With one layer switched off the attack on it succeeds: the tests beside this one can fail."""

import contextlib
import dataclasses
import os
import signal
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


def patched(before, after, kind=RecordingLauncher):
    """Return a launcher whose zygote runs with another line of code."""

    class Patched(kind):
        def _start(self):
            files = list((self.stage.boot / "autograder/sandbox/worker").glob("*.py"))
            (file,) = [file for file in files if before in file.read_text()]
            text = file.read_text()
            assert text.count(before) == 1, before
            file.write_text(text.replace(before, after))
            super()._start()

    return Patched


@pytest.fixture(scope="module")
def arena_with(make_arena):
    """Return a function that makes an arena with a weaker launcher, each of them once."""
    started = {}
    with contextlib.ExitStack() as stack:

        def arena(mode, kind):
            if (mode, kind) not in started:
                started[mode, kind] = make_arena(mode, kind)
                stack.callback(started[mode, kind].launcher.close)
            return started[mode, kind]

        yield arena


def test_without_a_session_of_its_own_a_worker_kills_the_warm_process(arena_with):
    arena = arena_with("user", patched("    os.setsid()", "    pass"))
    arena.grade(attack("05"))
    assert arena.launcher.process.wait(timeout=2)


def test_without_the_lifeline_a_worker_runs_on(arena_with):
    kind = patched("return False\n        family", "return True\n        family")
    arena = arena_with(FIRST_MODE, kind)
    report = arena.grade(attack("41"))
    assert any("processes are left" in sign for sign in arena.signs(report))


class WithProc(RecordingLauncher):
    """Gives workers a /proc, as where TensorFlow is."""

    def _spec(self, control):
        return dataclasses.replace(super()._spec(control), proc=True)


class GradersEnvironment(WithProc):
    """Starts bubblewrap with the environment of the grader."""

    def _environment(self):
        return {**os.environ, **super()._environment()}


def test_with_the_graders_environment_its_secrets_are_read(arena_with):
    arena = arena_with(FIRST_MODE, GradersEnvironment)
    assert "the secret was read" in arena.signs(arena.grade(attack("32")))


def test_a_whole_proc_would_tell_of_the_machine(arena_with):
    arena = arena_with(FIRST_MODE, patched('"subset=pid"', '""', WithProc))
    signs = "\n".join(arena.signs(arena.grade(attack("77"))))
    assert "LEAK entries" in signs
    assert "LEAK of the machine cmdline" in signs


class NoFilter(RecordingLauncher):
    """Installs a filter of system calls that allows all of them."""

    def _start(self):
        allow = struct.pack("<HBBI", 0x06, 0, 0, 0x7FFF0000)
        (self.stage.boot / "filter.bpf").write_bytes(allow)
        super()._start()


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        ("53", "LEAK family"),
        ("58", "LEAK shmget"),
        ("60", "LEAK unshare"),
        ("63", "LEAK core"),
        ("78", "LEAK flock"),
        ("78", "LEAK mincore"),
    ],
)
def test_without_the_filter_the_kernel_is_open(arena_with, number, sign):
    arena = arena_with(FIRST_MODE, NoFilter)
    assert sign in "\n".join(arena.signs(arena.grade(attack(number))))


class WritableFolders(RecordingLauncher):
    """Mounts folders that can be written to where nothing should be."""

    def _start(self):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(bubblewrap, "_nothing", lambda target: ["--tmpfs", target])
            super()._start()


def test_with_a_writable_package_folder_a_submission_reaches_the_next(arena_with):
    arena = arena_with("user", WritableFolders)
    assert any("LEAK marker" in sign for sign in arena.signs(arena.grade(attack("56"))))


def test_it_is_noticed_when_a_worker_that_waits_is_ended(arena_with):
    arena = arena_with(FIRST_MODE, RecordingLauncher)
    arena.begin()
    (bystander,) = arena.kept
    os.kill(bystander, signal.SIGKILL)
    with pytest.raises(AssertionError, match="disturbed"):
        arena.require_unharmed()


def test_without_an_exact_shape_an_empty_array_is_close_to_everything(arenas):
    source = Source("neuron", (Cell("neuron.py", attack("23").read_text()),))
    connection = Connection(arenas(FIRST_MODE).launcher, source)
    z = np.linspace(-1, 1, 5)
    assert (np.abs(Submission(lambda: connection).sigmoid(z) - sigmoid(z)) <= 1e-9).all()
    connection.close()
