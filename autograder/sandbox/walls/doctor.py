"""Proves which isolation level works on this machine, by attacking it."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import GradingError, IsolationError, WorkerError
from autograder.sandbox.client import Worker
from autograder.sandbox.walls import probe
from autograder.sandbox.walls.isolation import make_launcher, require_works
from autograder.sandbox.walls.launcher import Launcher
from autograder.sandbox.worker.loading import Cell, Source


@dataclass(frozen=True)
class Finding:
    """What was found of one isolation level."""

    level: str
    works: bool
    reason: str = ""  # why it does not work, and what to do
    breaches: tuple[str, ...] = ()  # the attacks that got through


def examine(level: str) -> Finding:
    """Start the level and run a few attacks against it: about a second."""
    try:
        launcher = make_launcher(level)
    except GradingError as error:
        return Finding(level, False, str(error))
    try:
        require_works(launcher)
        return Finding(level, True, breaches=tuple(_breaches(launcher)))
    except IsolationError as error:
        return Finding(level, False, str(error))
    except GradingError as error:
        return Finding(level, False, f"an attack ended the test itself: {error}")
    finally:
        launcher.close()


def _breaches(launcher: Launcher) -> Iterator[str]:
    """Yield the attacks that got through."""
    token = secrets.token_hex(16)
    left_behind = _leave_a_process(launcher.launch())  # first: it gets the time of the others
    os.environ["AUTOGRADER_PROBE"] = token
    try:
        with socket.create_server(("127.0.0.1", 0)) as server, _folder() as folder:
            arguments: dict[str, list[Any]] = {
                "reads_private_files": [],
                "sees_the_graders_environment": [token],
                "reaches_the_network": [server.getsockname()[1]],
                "starts_a_program": [],
                "writes_outside": [folder],
                "signals_the_grader": [os.getpid()],
                "opens_kernel_settings": [],
            }
            for name, given in arguments.items():
                if succeeds(launcher.launch(), name, given):
                    yield name.replace("_", " ")
    finally:
        del os.environ["AUTOGRADER_PROBE"]
    if _stays(left_behind):
        yield "leaves a process behind"


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        yield folder


def _load(worker: Worker) -> None:
    text = Path(probe.__file__).read_text()
    source = Source("probe", (Cell("probe.py", text),))
    worker.request("load", 10.0, source=source.to_json(), seed=0)


def succeeds(worker: Worker, name: str, arguments: list[Any]) -> bool:
    """Run one attack in a fresh worker; a worker that dies of it has held."""
    try:
        _load(worker)
        cases = [[arguments, {}]]
        reply = worker.request("call", 5.0, target=[None, name], cases=cases, options={})
        return reply.done and reply.value[0].get("value") is True
    except WorkerError:
        return False
    finally:
        worker.close()


def _leave_a_process(worker: Worker) -> str:
    """Return the name under which a process may now run that outlives its worker."""
    name = f"probe-{secrets.token_hex(4)}"
    succeeds(worker, "leaves_a_process", [name])
    return name


def _stays(name: str, seconds: float = 1.0) -> bool:
    """Return whether a process of this name is still there after some seconds."""
    deadline = time.monotonic() + seconds
    while name in map(_name_of, filter(str.isdigit, os.listdir("/proc"))):
        if time.monotonic() > deadline:
            return True
        time.sleep(0.05)
    return False


def _name_of(pid: str) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""
