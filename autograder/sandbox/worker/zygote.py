"""The warm process: imports the packages once, then forks a worker for each submission.

Started by the launcher, inside bubblewrap (level `sandbox`) or on its own (level `process`), as
`python -m autograder.sandbox.worker.zygote SPEC`. It waits on a control socket; a request carries
the worker's limits and four descriptors: requests, replies, lifeline, status. It never reads a
submission or a hidden input, because all that it reads would be in the memory of every later fork.

    zygote ── fork ──► supervisor ── fork ──► worker
                       watches the lifeline   gives up every right, then reads the submission
                       and the memory used

The supervisor kills the worker when the grader closes the lifeline, when the grader dies, and
when the worker's processes hold too much memory; then it writes to `status` how the worker ended.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import logging
import os
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Iterable
from typing import Any, NoReturn

import numpy as np

from autograder.sandbox.worker import kernel, session
from autograder.sandbox.worker.confinement import REPLIES, REQUESTS, STATUS, confine
from autograder.sandbox.worker.guard import Guard
from autograder.sandbox.worker.removal import remove_tree
from autograder.sandbox.worker.spec import ENVIRONMENT, Order, Pipes, Spec
from autograder.sandbox.worker.stand_ins import InertFinder

# What NumPy imports at its first use, and learners import often: else each worker pays for it.
LAZY = ("numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma", "dataclasses", "typing", "math")


def main() -> None:
    """Warm up, say so, and fork until the control socket is closed."""
    spec = Spec(**json.loads(sys.argv[1]))
    kernel.set_dumpable(False)
    os.environ.update(ENVIRONMENT)
    _warm_up(spec.packages)
    with open(os.path.join(spec.boot, "filter.bpf"), "rb") as file:
        system_call_filter = file.read()
    gc.collect()
    gc.freeze()  # the collector leaves shared pages alone
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to handle
    with socket.socket(fileno=spec.control) as control:
        control.send(b"ready")
        _fork_workers(control, spec, system_call_filter)


def _warm_up(packages: Iterable[str]) -> None:
    """Import once what every worker may need."""
    for package in (*packages, *LAZY):
        importlib.import_module(package)
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    repr(np.unique(np.array([1.5, 0.5])))  # printing is set up at its first use
    sys.meta_path.append(InertFinder())


def _fork_workers(control: socket.socket, spec: Spec, program: bytes) -> None:
    """Fork a supervisor for each request, until the control socket is closed."""
    while request := socket.recv_fds(control, 1 << 16, 4):
        text, descriptors, *_ = request
        if not text:
            return
        if os.fork() == 0:
            control.close()
            _supervise(spec, text, Pipes(*descriptors), program)
        for descriptor in descriptors:
            os.close(descriptor)


def _supervise(spec: Spec, text: bytes, pipes: Pipes, program: bytes) -> NoReturn:
    """Fork the worker, watch it until it ends, report how; never returns."""
    report: dict[str, Any] = {"broken": "the supervisor failed"}
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        zygote = os.pidfd_open(os.getppid())
        kernel.adopt_orphans()
        order = Order.read(text)
        scratch = _prepare(spec, order)
        child = os.fork()
        if child == 0:
            _become_worker(spec, order, pipes, scratch, program)
        os.close(pipes.requests)
        os.close(pipes.replies)
        uid = order.uid if spec.change_uid and not spec.namespaces else None
        report = Guard(child, (pipes.lifeline, zygote), pipes.status, order.limits, uid).until_end()
        if not spec.namespaces:
            remove_tree(scratch)
    except BaseException:
        report = _broken()
    finally:
        _tell(pipes.status, report)
        os._exit(0)


def _prepare(spec: Spec, order: Order) -> str:
    """Open new namespaces, or make a private folder; return the worker's working folder."""
    if spec.namespaces:
        kernel.unshare(kernel.CLONE_NEWPID | kernel.CLONE_NEWIPC)
        return spec.scratch
    folder = tempfile.mkdtemp(dir=spec.scratch)
    if spec.change_uid:
        os.chown(folder, order.uid, order.uid)
    return folder


def _become_worker(
    spec: Spec, order: Order, pipes: Pipes, scratch: str, program: bytes
) -> NoReturn:
    """Give up every right, then serve; never returns."""
    try:
        confine(spec, order, pipes, scratch, program)
    except BaseException:
        _tell(STATUS, _broken())
        os._exit(1)
    os.close(STATUS)
    try:
        session.serve(REQUESTS, REPLIES, scratch)
    finally:
        os._exit(0)


def _broken() -> dict[str, Any]:
    """Return what failed, in a line for a person, and where."""
    kind, error, trace = sys.exc_info()
    frames = traceback.extract_tb(trace)
    where = f" (in {frames[-1].name})" if frames else ""
    return {"broken": f"{kind.__name__ if kind else 'an error'}: {error}{where}"[:2000]}


def _tell(status: int, report: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):  # the grader has closed it
        os.write(status, f"{json.dumps(report)}\n".encode())


if __name__ == "__main__":
    main()
