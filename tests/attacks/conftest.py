"""The arena: real launchers, hidden graders, and the signs that an attack got through."""

import contextlib
import dataclasses
import os
import re
import secrets
import shutil
import socket
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_matches,
    assert_pure,
    assert_type,
)
from autograder.errors import MachineError
from autograder.grading.connection import Connection
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.failure import Failure
from autograder.grading.grader import Grader, Terms
from autograder.grading.key import Key
from autograder.grading.proxy import Submission
from autograder.grading.results import State
from autograder.sandbox.client import SandboxedWorker
from autograder.sandbox.walls.forks import ZygoteLauncher
from autograder.sandbox.walls.stage import Interpreter, installed, readable_by_others
from autograder.sandbox.worker.calls import signature
from autograder.sandbox.worker.limits import KERAS, NUMPY, Limits, limits_for
from autograder.sandbox.worker.loading import Cell, Source
from autograder.sandbox.worker.processes import descendants

SUBMISSIONS = Path(__file__).parent / "submissions"
CANARY = SUBMISSIONS / "76_honest.py"
MARKER = "autograder-marker"

# By the packages that are imported. Attacks without end take the whole of a limit: with TensorFlow,
# too, it is shorter than that of grading.
LIMITS = {
    NUMPY: Limits(call_seconds=1.0, load_seconds=2.0, total_seconds=1.5, memory=300),
    KERAS: dataclasses.replace(
        limits_for(KERAS), call_seconds=2.0, load_seconds=10.0, total_seconds=5.0, memory=1200
    ),
}
SLACK = 10.0  # seconds: a busy machine is no attack
BATCH = 10  # attacks between two canaries
# As root, other users cannot read a Python that lies below /root.
SYSTEM_PYTHON = Interpreter(Path("/usr"), Path(f"/usr/bin/python3.{sys.version_info.minor}"))
OTHER_USER = 61_999
OPTIONS = {
    "root": {"level": "sandbox"},
    "user": {"level": "sandbox", "python": SYSTEM_PYTHON, "user": OTHER_USER},
    "process": {"level": "process", "python": SYSTEM_PYTHON},
}


class RecordingWorker(SandboxedWorker):
    """Keeps what the process sent: the start of each frame."""

    heard: bytearray

    def _receive(self, *arguments):
        data = super()._receive(*arguments)
        self.heard += data[: 4 << 20]
        return data


class RecordingLauncher(ZygoteLauncher):
    """Hands out workers whose words go to `heard`."""

    heard = bytearray()

    def of(self, packages):
        return self

    def launch(self):
        worker = super().launch()
        worker.__class__ = RecordingWorker
        worker.heard = self.heard
        return worker


def weighted_sum(x, w, b=0.0):
    return float(x @ w + b)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


SIGNATURES = {f.__name__: signature(f) for f in (weighted_sum, sigmoid)}


# The hidden graders: five of one point each for two exercises.


def grade_form(submission, rng):
    x, w = rng.normal(size=(2, 3))
    assert_type(submission.weighted_sum(x, w, 0.5), float)
    assert_close(submission.weighted_sum(x, w, 0.5), weighted_sum(x, w, 0.5))


def grade_values(submission, rng):
    cases = [(rng.normal(size=d), rng.normal(size=d), 1.5) for d in (3, 1, 7)]
    assert_matches(submission.weighted_sum, weighted_sum, cases)


def grade_default(submission, rng):
    x, w = rng.normal(size=(2, 4))
    assert_close(submission.weighted_sum(x, w), float(x @ w))


def grade_integers(submission, rng):
    # Large ones: of small ones a wrong sum is right by accident, once in a hundred times.
    x, w = rng.integers(1, 10_000, size=(2, 5))
    assert_equal(submission.weighted_sum(x, w, 2), float(x @ w + 2))


def grade_sum_is_pure(submission, rng):
    x, w = rng.normal(size=(2, 6))
    assert_pure(submission.weighted_sum, [(x, w, 0.5)])
    assert_close(submission.weighted_sum(x, w, 0.5), weighted_sum(x, w, 0.5))


def grade_shapes(submission, rng):
    for shape in ((3,), (2, 4), (1,), (1, 1)):
        z = rng.normal(size=shape)
        assert_close(submission.sigmoid(z), sigmoid(z))


def grade_many(submission, rng):
    cases = [(rng.normal(size=5),) for _ in range(5)]
    assert_matches(submission.sigmoid, sigmoid, cases)


def grade_large(submission, rng):
    # Of both signs, whatever is drawn: else a table of ones is right once in 64 times.
    z = rng.permutation([-1, 1, -1, 1, -1, 1]) * rng.uniform(20, 30, 6)
    assert_close(submission.sigmoid(z), sigmoid(z), atol=0, rtol=1e-6)


def grade_order(submission, rng):
    z = np.sort(rng.normal(size=50))
    assert_close(submission.sigmoid(z[::-1]), sigmoid(z)[::-1])


def grade_sigmoid_is_pure(submission, rng):
    z = rng.normal(size=6)
    assert_pure(submission.sigmoid, [(z,)])
    assert_close(submission.sigmoid(z), sigmoid(z))


GRADERS = [
    *((grade, "weighted_sum") for grade in (grade_form, grade_values, grade_default)),
    *((grade, "weighted_sum") for grade in (grade_integers, grade_sum_is_pure)),
    *((grade, "sigmoid") for grade in (grade_shapes, grade_many, grade_large)),
    *((grade, "sigmoid") for grade in (grade_order, grade_sigmoid_is_pure)),
]


@dataclass(frozen=True)
class Attack:
    """A submission, with what its first lines say of it."""

    path: Path

    @property
    def text(self):
        return self.path.read_text()

    def header(self, key, default=""):
        found = re.search(rf"^# {key}: (.*)$", self.text, re.MULTILINE)
        return found[1] if found else default

    @property
    def most_points(self):
        return int(re.search(r"at most (\d+) point", self.header("expect"))[1])


@dataclass(frozen=True)
class Report:
    """How one submission fared."""

    outcomes: tuple
    seconds: float
    heard: str  # all that its workers sent

    @property
    def points(self):
        return sum(outcome.state is State.PASSED for outcome in self.outcomes)

    @property
    def shown(self):
        """What the learner reads."""
        return "\n".join(f"{o.message}\n{o.diagnosis or ''}" for o in self.outcomes)


def source_of(path):
    return Source("neuron", (Cell("neuron.py", path.read_text()),))


class Bystander:
    """An honest submission, loaded in a worker of its own, that waits while others attack."""

    def __init__(self, launcher):
        self.connection = Connection(launcher, source_of(CANARY))
        self.connection.load()

    def answers(self):
        """Return whether it is still there, and right."""
        z = np.linspace(-3, 3, 7)
        with contextlib.suppress(Failure, MachineError):
            return np.allclose(Submission(lambda: self.connection).sigmoid(z), sigmoid(z), atol=0)
        return False


class Arena:
    """One way to run the sandbox, and what an attack could do to the machine through it."""

    def __init__(self, launcher, treasure, listener):
        self.launcher = launcher
        self.treasure = treasure
        self.listener = listener
        self.token = os.environ["AUTOGRADER_SECRET"]
        self.attacks = []  # since the last canary
        self.bystander = None
        self.kept = set()  # the process of the bystander

    def grade(self, path):
        """Examine a submission with the hidden graders."""
        self.launcher.heard = bytearray()
        connections = Connections(self.launcher, source_of(path))
        rng, start = np.random.default_rng(), time.monotonic()
        graders = [
            Grader(ask.__name__, exercise, "", ask, terms=Terms(points=1, fresh=number % 5 == 0))
            for number, (ask, exercise) in enumerate(GRADERS)
        ]
        key = Key(SIGNATURES, draws=lambda grader: rng)
        finished = Examination(connections, key).run_all(graders)
        heard = self.launcher.heard.decode("latin-1")
        return Report(finished, time.monotonic() - start, heard)

    def require_held(self, attack):
        """Have a submission attack; ask that it gains nothing, and that all is as it was."""
        if not self.attacks:
            self.begin()
        self.attacks.append(attack.path.stem)
        report, limits = self.grade(attack.path), self.launcher.limits
        assert list(self.signs(report)) == []
        assert report.points <= attack.most_points
        assert not [o for o in report.outcomes if o.state is State.BROKEN]
        # Two groups of graders, each with a load of its own.
        assert report.seconds < 2 * limits.load_seconds + limits.total_seconds + SLACK
        assert self.is_warm(), "the attack ended the warm process"
        if len(self.attacks) == BATCH:
            self.require_unharmed()

    def begin(self):
        """Let a bystander wait for the end of the next attacks."""
        assert self.left_over() == []
        self.bystander = Bystander(self.launcher)
        self.kept = self.processes_of(self.bystander.connection.worker)
        self.zygote = self.launcher.process.pid

    def is_warm(self):
        """Return whether the warm process is still the one that it was."""
        process = self.launcher.process
        return process.pid == self.zygote and process.poll() is None

    def require_unharmed(self):
        """Ask that the attacks since the last time harmed nobody: not who waited, nor who comes."""
        attacks, self.attacks = self.attacks, []
        try:
            assert self.bystander.answers(), f"a worker was disturbed by one of {attacks}"
            honest = self.grade(CANARY)
            assert honest.points == 10, f"after {attacks}: {honest.shown}"
            assert self.is_warm(), f"one of {attacks} ended the warm process"
        finally:
            self.bystander.connection.close()
            self.kept = set()

    def close(self):
        """End the workers, after a last canary."""
        try:
            if self.attacks:
                self.require_unharmed()
        finally:
            self.launcher.close()

    def signs(self, report):
        """Return the signs that an attack got through."""
        yield from sorted(set(re.findall(r"LEAK[^\\\"]{0,80}", report.heard)))
        if self.token in report.heard:
            yield "the secret was read"
        if "HIDDEN" in report.shown:
            yield "hidden inputs are shown"
        if any((self.treasure / name).read_text() != self.token for name in self.files):
            yield "the grader's files were changed"
        if {path.name for path in self.treasure.iterdir()} != set(self.files):
            yield "a file was left with the grader's"
        if found := [folder for folder in self.places if list(Path(folder).glob(f"{MARKER}*"))]:
            yield f"a marker lies in {found}"
        with contextlib.suppress(BlockingIOError):
            self.listener.accept()
            yield "a connection reached the machine"
        if left := self.left_over():
            yield f"processes are left: {left}"

    files = ("secret.txt", "gradebook.csv")
    places = ("/", "/tmp", "/var/tmp", "/dev/shm", "/root", os.getcwd())

    def left_over(self, seconds=5.0):
        """Return the processes of workers that are still there after some patience."""
        deadline = time.monotonic() + seconds
        while left := sorted(self.workers() - self.spares() - self.kept):
            if time.monotonic() > deadline:
                return left
            time.sleep(0.02)
        return []

    def workers(self):
        """Return the processes of workers: two namespaces down, or of one of their users."""
        return set(filter(self.is_worker, map(int, filter(str.isdigit, os.listdir("/proc")))))

    def is_worker(self, pid):
        try:
            status = Path(f"/proc/{pid}/status").read_text(errors="replace")
            command = Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
        except OSError:
            return False
        if "\nState:\tZ" in status:
            return False
        if self.launcher.level == "process":
            uid = int(re.search(r"^Uid:\t(\d+)", status, re.MULTILINE)[1])
            return str(self.launcher.stage.root) in command and uid >= 62_000
        levels = re.search(r"^NSpid:\t(.*)$", status, re.MULTILINE)[1].split()
        return len(levels) == 3 and pid in descendants(self.launcher.process.pid)

    def spares(self):
        """Return the process of the worker that waits for the next submission."""
        return self.processes_of(self.launcher.spare) if self.launcher.spare else set()

    def processes_of(self, worker):
        """Return the processes that have the other end of a worker's pipe."""
        pipe = f"pipe:[{os.fstat(worker.requests).st_ino}]"
        return {pid for pid in self.workers() if pipe in open_files(pid)}


def open_files(pid):
    with contextlib.suppress(OSError):
        return {os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir()}
    return set()


@pytest.fixture(scope="session")
def treasure():
    """Yield a folder open to everybody, with a secret that stands in our environment, too."""
    folder = Path(tempfile.mkdtemp(prefix="graders-", dir="/tmp"))
    token = secrets.token_hex(16)
    folder.chmod(0o777)
    for name in Arena.files:
        (folder / name).write_text(token)
        (folder / name).chmod(0o666)
    os.environ["AUTOGRADER_SECRET"] = token
    yield folder
    del os.environ["AUTOGRADER_SECRET"]
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def listener():
    """Yield a socket of the machine that counts who connects."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        for number in range(9):  # the first that no other run of these tests holds
            with contextlib.suppress(OSError):
                server.bind(f"\0autograder-attack-{number}")
                break
        server.listen()
        server.setblocking(False)
        yield server


@pytest.fixture(scope="session")
def make_arena(treasure, listener):
    """Return a function that starts the arena of a mode, with another launcher if one is given."""

    def make(mode, kind=RecordingLauncher, packages=NUMPY):
        options = OPTIONS[mode] if os.geteuid() == 0 else {"level": OPTIONS[mode]["level"]}
        if "python" in options and not SYSTEM_PYTHON.executable.exists():
            pytest.skip(f"{SYSTEM_PYTHON.executable} is missing: other users need it")
        if "python" in options and not all(map(readable_by_others, installed(packages))):
            pytest.skip("other users cannot read .venv: clone where they can, not below /root")
        launcher = kind(packages=packages, limits=LIMITS[packages], **options)
        return Arena(launcher, treasure, listener)

    return make


@pytest.fixture(scope="session")
def arenas(make_arena):
    """Yield a function that returns the arena of a mode and a set of packages, started once."""
    started = {}

    def arena(mode, packages=NUMPY):
        if (mode, packages) not in started:
            started[mode, packages] = make_arena(mode, packages=packages)
        return started[mode, packages]

    with contextlib.ExitStack() as stack:
        yield arena
        for one in started.values():
            stack.callback(one.close)
