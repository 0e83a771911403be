"""The launcher and its workers: every way to die, and what is left behind, with real processes."""

import contextlib
import dataclasses
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import (
    GradingError,
    IsolationError,
    MachineError,
    WireError,
    WorkerDied,
    WorkerTimeout,
)
from autograder.grading.connection import Connection
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.failure import Failure
from autograder.grading.given import NOTHING
from autograder.grading.grader import Grader, Terms
from autograder.grading.key import Key
from autograder.grading.proxy import Submission
from autograder.grading.results import State
from autograder.sandbox.supervisor import Supervisor
from autograder.sandbox.walls import users
from autograder.sandbox.walls.forks import ZygoteLauncher
from autograder.sandbox.walls.isolation import WarmLaunchers
from autograder.sandbox.walls.stage import Interpreter, installed, readable_by_others
from autograder.sandbox.worker import wire
from autograder.sandbox.worker.calls import signature
from autograder.sandbox.worker.limits import NUMPY, Limits, limits_for
from autograder.sandbox.worker.loading import Cell, Source
from autograder.sandbox.worker.processes import descendants, listed_descendants

ROOT = Path(__file__).parents[2]
LIMITS = Limits(call_seconds=10, load_seconds=10, total_seconds=20, memory=200)
# As root, other users cannot read a Python or a .venv that lies below /root.
SYSTEM_PYTHON = Interpreter(Path("/usr"), Path(f"/usr/bin/python3.{sys.version_info.minor}"))


@pytest.fixture(scope="module")
def launcher():
    started = ZygoteLauncher("sandbox", limits=LIMITS)
    yield started
    started.close()


@dataclass
class One:
    """Has one launcher for all packages."""

    launcher: ZygoteLauncher
    level: str = "sandbox"

    def of(self, packages):
        return self.launcher

    def close(self):
        pass


@contextlib.contextmanager
def worker_with(launcher, text):
    """Yield a worker that has loaded a text."""
    worker = launcher.launch()
    source = Source("neuron", (Cell("neuron.py", textwrap.dedent(text)),))
    try:
        worker.request("load", 10, source=source.to_json(), seed=0)
        yield worker
    finally:
        worker.close()


def call(worker, *args, seconds=10):
    """Call `f` and return the reply."""
    return worker.request("call", seconds, target=[None, "f"], cases=[[list(args), {}]], options={})


def value(worker, *args):
    return call(worker, *args).value[0]["value"]


def soon(condition, seconds=2.0):
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not (held := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return held


def is_running(pid):
    with contextlib.suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(errors="replace")
    return False


def is_zygote(pid):
    """Return whether a process is the second of its namespace: the one that bubblewrap started."""
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{pid}/status").read_text(errors="replace")
        return re.search(r"^NSpid:\t(.*)$", text, re.MULTILINE)[1].split()[1:] == ["2"]
    return False


def zygote_of(launcher):
    """Return the warm process."""
    (pid,) = filter(is_zygote, descendants(launcher.process.pid))
    return pid


# Every way to die has its sentence -----------------------------------------------------------

FORGE = """
import os, struct, json
def send(body): os.write(11, struct.pack("<Q", len(body)) + body)
"""
SHARED = """
import mmap
def f():
    kept = mmap.mmap(-1, 1 << 30)
    for start in range(0, 1 << 30, 4096): kept[start] = 1
"""
CHILDREN = """
import os, time
def f():
    for _ in range(8):
        if os.fork() == 0:
            kept = bytes([1]) * (90 << 20)
            time.sleep(60)
    time.sleep(60)
"""
DEATHS = {
    "os._exit": ("import os\ndef f(): os._exit(3)", WorkerDied, "ended the whole"),
    "crash": ("import ctypes\ndef f(): ctypes.string_at(0)", WorkerDied, "it crashed"),
    "abort": ("import os\ndef f(): os.abort()", WorkerDied, "it crashed"),
    "shared memory": (SHARED, WorkerDied, "more memory"),
    "memory of children": (CHILDREN, WorkerDied, "more memory"),
    "closed pipe": ("import os\ndef f():\n os.close(11)\n while 1: pass", WorkerDied, "closed"),
    "all closed": ("import os\ndef f():\n os.closerange(0, 99)", WorkerDied, "."),
    "garbage": (FORGE + "def f(): send(b'x' * 99)", WireError, "."),
    "empty frame": (FORGE + "def f(): send(b'')", WireError, "."),
    "huge frame": ("import os\ndef f(): os.write(11, b'\\xff' * 8)", WireError, "larger"),
}


@pytest.mark.parametrize(("text", "error", "words"), DEATHS.values(), ids=DEATHS)
def test_a_worker_that_fails_says_how(launcher, text, error, words):
    with worker_with(launcher, text) as worker, pytest.raises(error, match=words):
        call(worker)


@pytest.mark.slow
def test_a_worker_that_uses_up_its_processor_time_says_so():
    own = ZygoteLauncher("sandbox", limits=Limits(load_seconds=0, total_seconds=0))
    with (
        contextlib.closing(own),
        worker_with(own, "def f():\n while True: pass") as worker,
        pytest.raises(WorkerDied, match="processor time"),
    ):
        call(worker, seconds=20)


def test_memory_within_python_is_an_error_of_the_call(launcher):
    with worker_with(launcher, "def f(n): return len(bytes(n << 20))") as worker:
        assert call(worker, 500).value[0]["error"]["type"] == "MemoryError"
        assert value(worker, 10) == 10 << 20


def test_a_reply_before_the_question_is_refused(launcher):
    text = FORGE + "def f():\n send(b'x'); send(b'y')"
    with worker_with(launcher, text) as worker, pytest.raises(WireError):
        call(worker)
    text = "import os, threading\ndef f(): threading.Timer(0.1, os.write, (11, b'x')).start()"
    with worker_with(launcher, text) as worker:
        call(worker)
        time.sleep(0.3)
        with pytest.raises(WireError, match="before the question"):
            call(worker)


@pytest.mark.parametrize("pause", ["time.sleep(0.3)", "pass"])
def test_a_slow_reply_ends_at_the_deadline(launcher, pause):
    text = f"""
    import os, struct, time
    def f():
        os.write(11, struct.pack("<Q", 60 << 20))
        while True:
            os.write(11, b"x")
            {pause}
    """
    with worker_with(launcher, text) as worker:
        start = time.monotonic()
        with pytest.raises(WorkerTimeout):
            call(worker, seconds=0.7)
        assert time.monotonic() - start < 10  # a busy machine makes it later


def test_a_worker_that_does_not_read_ends_at_the_deadline(launcher):
    hangs = "def f(x):\n while True: pass"
    with worker_with(launcher, hangs) as worker, pytest.raises(WorkerTimeout):
        call(worker, np.zeros(1 << 20), seconds=0.3)
    ends = (WorkerTimeout, WorkerDied)
    deaf = "import os\nos.close(10)\ndef f(x): pass"
    with worker_with(launcher, deaf) as worker, pytest.raises(ends):
        call(worker, np.zeros(1 << 20), seconds=0.3)


def test_a_question_that_cannot_be_sent_is_the_graders_fault(launcher):
    with worker_with(launcher, "def f(x): return 1") as worker:
        for argument in ([0] * 150_000, np.zeros(1 << 24), object()):
            with pytest.raises(GradingError) as caught:
                call(worker, argument)
            assert type(caught.value) is GradingError
        assert value(worker, 0) == 1


# What does no harm ---------------------------------------------------------------------------


def test_warnings_and_errors_printed_do_no_harm(launcher):
    text = """
    import os, sys, warnings
    warnings.warn("old")
    def f():
        warnings.warn("older", DeprecationWarning)
        print("oops", file=sys.stderr)
        os.write(2, b"from below")
        return 1
    """
    with worker_with(launcher, text) as worker:
        reply = call(worker)
    assert reply.value[0]["value"] == 1
    assert all(word in reply.stderr for word in ("older", "oops", "from below"))


def test_output_without_end_is_cut(launcher):
    text = "def f():\n for _ in range(2000): print('x' * 100_000)\n return 1"
    with worker_with(launcher, text) as worker:
        reply = call(worker)
        assert reply.value[0]["value"] == 1
        assert len(reply.stdout) == 64 << 10
        assert call(worker).done


def test_two_launchers_do_not_disturb_each_other(launcher):
    other = ZygoteLauncher("sandbox", limits=LIMITS)
    text = "import os\nx = []\ndef f():\n x.append(1)\n open('mark', 'x').close()\n return len(x)"
    with (
        contextlib.closing(other),
        worker_with(launcher, text) as one,
        worker_with(other, text) as two,
    ):
        assert (value(one), value(two)) == (1, 1)
    with worker_with(launcher, text) as worker:
        assert value(worker) == 1


# Beginnings and ends -------------------------------------------------------------------------


def test_a_warm_process_that_was_killed_is_started_again(launcher):
    before = launcher.process.pid
    with worker_with(launcher, "def f(): return 1") as worker:
        os.kill(zygote_of(launcher), signal.SIGKILL)
        launcher.process.wait(timeout=60)
        # Nobody has said that the submission ended it.
        with pytest.raises(MachineError, match="watches over a worker was ended"):
            call(worker)
    with worker_with(launcher, "def f(): return 2") as worker:
        assert value(worker) == 2
    assert launcher.process.pid != before


def supervisor_of(launcher, worker):
    """Return the process that watches over a worker: it holds the other end of its status."""
    pipe = f"pipe:[{os.fstat(worker.supervisor.status).st_ino}]"
    for pid in descendants(launcher.process.pid):
        with contextlib.suppress(OSError):
            if pipe in map(os.readlink, map(str, Path(f"/proc/{pid}/fd").iterdir())):
                return pid
    raise AssertionError("no process holds the status of this worker")


def test_what_the_kernel_lists_are_the_descendants():
    """A shell, its child, and the child of that."""
    script = "sh -c 'sleep 30; :' & echo begun; wait"
    with subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE) as shell:
        assert shell.stdout.readline() == b"begun\n"
        assert soon(lambda: len(descendants(shell.pid)) == 3)
        family = descendants(shell.pid)
        assert listed_descendants(shell.pid) == family
        for pid in family:
            os.kill(pid, signal.SIGKILL)


def test_a_supervisor_that_was_killed_is_no_fault_of_the_submission(launcher):
    # It sleeps: a worker may answer yet between the end of its supervisor and its own.
    with worker_with(launcher, "import time\ndef f(): time.sleep(30)") as worker:
        os.kill(supervisor_of(launcher, worker), signal.SIGKILL)
        with pytest.raises(MachineError, match="too little memory"):
            call(worker)


def test_a_worker_that_was_killed_from_outside_is_no_fault_of_the_submission(launcher):
    with worker_with(launcher, "import time\ndef f(): time.sleep(30)") as worker:
        supervisor = supervisor_of(launcher, worker)
        (pid,) = descendants(supervisor) - {supervisor}
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(MachineError, match="killed from outside"):
            call(worker)


def test_a_submission_cannot_make_it_look_as_if_it_was_killed(launcher):
    text = """
    import ctypes, os, signal
    libc = ctypes.CDLL(None)
    def f(number):
        pid, result = os.getpid(), []
        for arguments in ((62, pid, 9), (200, pid, 9), (234, pid, pid, 9), (129, pid, 9, 0)):
            result.append(libc.syscall(*arguments))
        return result, os.kill(pid, 0)
    """
    with worker_with(launcher, text) as worker:
        assert value(worker, 1) == ([-1, -1, -1, -1], None)


def test_a_worker_that_the_kernel_ended_for_memory_is_no_fault_of_the_submission(monkeypatch):
    supervisor = Supervisor(*os.pipe())
    supervisor.report = {"signal": signal.SIGKILL, "over": True}
    assert str(supervisor.death()) == "it used more processor time than allowed"
    supervisor.report = {"signal": signal.SIGKILL, "over": False}
    with pytest.raises(MachineError, match="killed from outside"):
        supervisor.death()
    monkeypatch.setattr("autograder.sandbox.supervisor._oom_kills", lambda: 10**9)
    with pytest.raises(MachineError, match="ran out of memory"):
        supervisor.death()
    supervisor.close()


def test_a_worker_that_could_not_be_set_up_is_heard_before_its_end():
    (told, tell), (_, lifeline) = os.pipe(), os.pipe()
    os.write(tell, b'{"broken": "no such user"}\n{"code": 1}\n')
    supervisor = Supervisor(lifeline=lifeline, status=told)
    with pytest.raises(MachineError, match="could not be set up: no such user"):
        supervisor.death()
    supervisor.close()


SLOW_SUM = """
import time
def f(x):
    time.sleep(0.3)
    return x + 1
"""


def test_a_grader_whose_worker_the_machine_took_is_asked_once_more(launcher):
    killed = []

    def test(submission):
        if not killed:
            killed.append(supervisor_of(launcher, connections.of("f", NOTHING).load()))
            os.kill(killed[0], signal.SIGKILL)
        assert submission.f(2) == 3

    source = Source("neuron", (Cell("neuron.py", SLOW_SUM),))
    connections = Connections(One(launcher), source, {"f": ("numpy",)})
    key = Key({"f": signature(lambda x: x)}, draws=lambda grader: None)
    grader = Grader("f.test", "f", "f adds one", test, terms=Terms(points=1))
    (found,) = Examination(connections, key).run_all([grader])
    assert (found.state, len(killed)) == (State.PASSED, 1)


def test_what_cannot_work_here_is_said_before_anybody_is_graded(monkeypatch):
    def told():
        raise MachineError("a worker could not be set up: [Errno 22] setresuid")

    monkeypatch.setattr(Supervisor, "death", lambda self: told())
    monkeypatch.setattr(Limits, "to_json", lambda self: {"no": "limits"})
    with (
        contextlib.closing(WarmLaunchers("sandbox")) as launchers,
        pytest.raises(IsolationError, match=r"no worker can be started here: .*setresuid"),
    ):
        launchers.of(("numpy",))


def test_descriptors_do_not_leak(launcher):
    def mine():
        return len(os.listdir("/proc/self/fd"))

    def zygotes():
        return len(os.listdir(f"/proc/{zygote_of(launcher)}/fd"))

    launcher.launch().close()
    before, warm = mine(), zygotes()
    for _ in range(200):
        launcher.launch().close()
    assert mine() == before
    assert soon(lambda: zygotes() <= warm + 4, seconds=30)  # of the request that it just reads
    # Two of bubblewrap, the warm one, and the spare worker with its supervisor.
    assert soon(lambda: len(descendants(launcher.process.pid)) <= 5, seconds=30)
    assert os.fstat(launcher._errors.fileno()).st_size == 0  # nobody complained


MODES = {"sandbox": {"level": "sandbox"}}
OTHERS_CAN = os.geteuid() != 0 or all(map(readable_by_others, installed(("numpy",))))
if SYSTEM_PYTHON.executable.exists() and OTHERS_CAN:
    MODES["process"] = {"level": "process", "python": SYSTEM_PYTHON}
    if os.geteuid() == 0:
        MODES["user"] = {"level": "sandbox", "python": SYSTEM_PYTHON, "user": 61_998}


@pytest.mark.parametrize("options", MODES.values(), ids=MODES)
def test_closing_a_launcher_leaves_nothing(options):
    own = ZygoteLauncher(limits=LIMITS, **options)
    folder = own.stage.root
    text = "import os\nif os.fork() == 0:\n    while True: pass\ndef f(): return 1"
    with worker_with(own, text) as worker:
        assert value(worker) == 1
        family = descendants(own.process.pid)
        assert len(family) > 4
        own.close()
        assert soon(lambda: not any(map(is_running, family)))
    assert not folder.exists()


GRADER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from autograder.sandbox.walls.forks import ZygoteLauncher
from autograder.sandbox.walls.isolation import WarmLaunchers
from autograder.sandbox.walls.stage import Interpreter
launcher = ZygoteLauncher({level!r}, python={python})
worker = launcher.launch()
text = '''
import os, ctypes
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
try:
    os.fork()
except OSError:  # the limit counts all processes of an ordinary user
    pass
while True: pass
'''
source = {{"module": "neuron", "cells": [["neuron.py", text]]}}
print(launcher.process.pid, launcher.stage.root, flush=True)
worker.request("load", 60, source=source, seed=0)
"""


@pytest.mark.parametrize("mode", sorted({"sandbox", "process"} & set(MODES)))
def test_when_the_grader_dies_its_workers_die(mode):
    options = MODES[mode]
    where = "python" in options and f"Interpreter(Path('/usr'), Path('{SYSTEM_PYTHON.executable}'))"
    program = GRADER.format(root=str(ROOT), level=options["level"], python=where or None)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as grader:
        number, folder = grader.stdout.readline().decode().split()
        first = int(number)
        # bubblewrap's two processes, the warm one, a supervisor and a worker at least.
        assert soon(lambda: len(descendants(first)) >= (5 if mode == "sandbox" else 3))
        time.sleep(0.3)
        family = descendants(first)
        grader.kill()
    shutil.rmtree(folder)  # nobody was left to do so
    assert soon(lambda: not any(map(is_running, family)))


def test_a_python_that_workers_cannot_read_is_refused_with_a_reason():
    own = Interpreter.current()
    if os.geteuid() != 0 or readable_by_others(own.prefix / "lib"):
        pytest.skip("this Python can be read by every user")
    with pytest.raises(IsolationError, match="cannot read"):
        ZygoteLauncher("process")


def test_a_sandbox_that_does_not_start_says_why(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(IsolationError, match="install"):
        ZygoteLauncher("sandbox")


def test_a_worker_is_the_first_process_of_an_empty_world(launcher):
    text = """
    import os
    def f():
        return [os.getpid(), os.getppid(), os.listdir("/proc"), os.listdir("."), os.getcwd(),
                sorted(os.environ), os.listdir("/boot"), os.listdir("/dev/pts")]
    """
    with worker_with(launcher, text) as worker:
        pid, parent, processes, files, here, names, boot, terminals = value(worker)
    assert (pid, parent, processes, files, here) == (1, 0, [], [], "/scratch")
    assert boot == terminals == []
    assert "HOME" in names
    assert not {"USER", "PYTHONPATH", "VIRTUAL_ENV"} & set(names)


def test_a_reply_of_the_largest_size_comes_through(launcher):
    own = ZygoteLauncher("sandbox", limits=Limits())
    count = (wire.MAX_FRAME - 1024) // 8
    with (
        contextlib.closing(own),
        worker_with(own, "import numpy as np\ndef f(n): return np.ones(n)") as worker,
    ):
        assert value(worker, count).sum() == count


def test_no_two_workers_of_a_machine_share_a_user(monkeypatch):
    monkeypatch.setattr(users, "COUNT", 3)
    monkeypatch.setattr(users, "FIRST", 50_000 + os.getpid() % 10_000)  # nobody else's
    reserved = [users.reserve() for _ in range(3)]
    assert len({each.uid for each in reserved}) == 3
    with pytest.raises(IsolationError, match="3 workers are running"):
        users.reserve()
    code = f"""
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.given import NOTHING
from autograder.grading.grader import Grader, Terms
from autograder.grading.key import Key
from autograder.grading.results import State
from autograder.sandbox.supervisor import Supervisor
from autograder.sandbox.walls import users
users.FIRST, users.COUNT = {users.FIRST}, 3
print(users.reserve().uid)
"""
    other = [sys.executable, "-c", code]
    assert subprocess.run(other, capture_output=True, text=True).returncode != 0
    reserved[1].release()
    told = subprocess.run(other, capture_output=True, text=True, check=True).stdout
    assert int(told) == reserved[1].uid
    again = users.reserve()  # that process has ended
    assert again.uid == reserved[1].uid
    for each in (*reserved, again):
        each.release()


def test_what_an_examination_keeps_of_a_submission_is_bounded():
    own = ZygoteLauncher("sandbox", limits=dataclasses.replace(LIMITS, answers=20))
    text = "import numpy as np\ndef f(n): return np.zeros(n << 17)"  # n MiB
    connection = Connection(own, Source("neuron", (Cell("neuron.py", text),)))
    with contextlib.closing(own), contextlib.closing(connection):
        function = Submission(lambda: connection).f
        for _ in range(2):
            assert function(8).nbytes == 8 << 20
        for _ in range(2):  # nothing is asked any more
            with pytest.raises(Failure, match="larger than 20 MiB together") as caught:
                function(8)
            assert caught.value.blocks
        assert connection.budget.answered < 25 << 20


def test_where_a_call_may_take_longer_all_of_them_may():
    usual = limits_for(NUMPY)
    assert usual.changed(call_seconds=9.0).total_seconds == 3 * usual.total_seconds
    assert usual.changed(call_seconds=1.0).total_seconds == usual.total_seconds
    assert usual.changed(memory=900) == dataclasses.replace(usual, memory=900)
