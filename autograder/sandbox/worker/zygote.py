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
import fcntl
import gc
import importlib
import json
import logging
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.sandbox.worker import kernel, session
from autograder.sandbox.worker.guard import Guard, change_user, own_tasks
from autograder.sandbox.worker.limits import Limits
from autograder.sandbox.worker.stand_ins import InertFinder

REQUESTS, REPLIES, STATUS = 10, 11, 12  # the worker's descriptors; STATUS until it serves
# What NumPy imports at its first use, and learners import often: else each worker pays for it.
LAZY = ("numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma", "dataclasses", "typing", "math")
ENVIRONMENT = {
    "PATH": "/usr/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",  # one thread after the import, or the fork is not clean
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",  # quicker for small networks, and two slots share two cores
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
}


@dataclass(frozen=True)
class Spec:
    """What the launcher tells the zygote once."""

    control: int  # the control socket's descriptor
    packages: tuple[str, ...]  # imported before the first fork
    namespaces: bool  # whether workers get namespaces of their own
    change_uid: bool  # whether workers run as another user: needs root
    proc: bool  # whether workers get a /proc: TensorFlow does not start without
    boot: str  # the folder of this code; the filter lies in it
    scratch: str  # sandbox: where the private folder is mounted; process: where it is made
    readable: tuple[str, ...]  # process: all that workers may read


@dataclass(frozen=True)
class Pipes:
    """The descriptors of one worker."""

    requests: int
    replies: int
    lifeline: int
    status: int


def main() -> None:
    """Warm up, say so, and fork until the control socket is closed."""
    spec = Spec(**json.loads(sys.argv[1]))
    kernel.set_dumpable(False)
    os.environ.update(ENVIRONMENT)
    for package in (*spec.packages, *LAZY):
        importlib.import_module(package)
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    repr(np.unique(np.array([1.5, 0.5])))  # printing is set up at its first use
    sys.meta_path.append(InertFinder())
    with open(os.path.join(spec.boot, "filter.bpf"), "rb") as file:
        system_call_filter = file.read()
    gc.collect()
    gc.freeze()  # the collector leaves shared pages alone
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to handle
    control = socket.socket(fileno=spec.control)
    control.send(b"ready")
    while request := socket.recv_fds(control, 1 << 16, 4):
        text, descriptors, *_ = request
        if not text:
            return
        if os.fork() == 0:
            control.close()
            _supervise(spec, json.loads(text), Pipes(*descriptors), system_call_filter)
        for descriptor in descriptors:
            os.close(descriptor)


def _supervise(spec: Spec, order: dict[str, Any], pipes: Pipes, program: bytes) -> None:
    """Fork the worker, watch it until it ends, report how; never returns."""
    report: dict[str, Any] = {"broken": "the supervisor failed"}
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        zygote = os.pidfd_open(os.getppid())
        kernel.adopt_orphans()
        limits = Limits(**order["limits"])
        scratch = _prepare(spec, order)
        child = os.fork()
        if child == 0:
            _become_worker(spec, order, limits, scratch, pipes, program)
        os.close(pipes.requests)
        os.close(pipes.replies)
        uid = order["uid"] if spec.change_uid and not spec.namespaces else None
        report = Guard(child, (pipes.lifeline, zygote), limits, uid).until_end()
        if not spec.namespaces:
            shutil.rmtree(scratch, ignore_errors=True)
    except BaseException:
        report = {"broken": traceback.format_exc()[-2000:]}
    finally:
        with contextlib.suppress(OSError):  # the grader has closed it
            os.write(pipes.status, json.dumps(report).encode())
        os._exit(0)


def _prepare(spec: Spec, order: dict[str, Any]) -> str:
    """Open new namespaces, or make a private folder; return the worker's working folder."""
    if spec.namespaces:
        kernel.unshare(kernel.CLONE_NEWPID | kernel.CLONE_NEWIPC)
        return spec.scratch
    folder = tempfile.mkdtemp(dir=spec.scratch)
    if spec.change_uid:
        os.chown(folder, order["uid"], order["uid"])
    return folder


def _become_worker(
    spec: Spec, order: dict[str, Any], limits: Limits, scratch: str, pipes: Pipes, program: bytes
) -> None:
    """Give up every right in the order that works, then serve; never returns."""
    try:
        kernel.die_with_parent()
        os.setsid()  # a process group crosses pid namespaces: kill(0) would reach the zygote
        if spec.namespaces:
            _mount_private(limits, spec)
        _arrange_descriptors(pipes)
        _clean_process(scratch)
        _limit(limits, own_tasks() if not (spec.namespaces or spec.change_uid) else 0)
        kernel.close_ways_to_privileges()  # needs the capability that the next line loses
        if spec.change_uid:
            change_user(order["uid"])
        kernel.drop_privileges()
        if not spec.namespaces and kernel.landlock_version():
            kernel.restrict_files([*spec.readable, spec.boot], [scratch, "/dev/null"])
        kernel.filter_system_calls(program)
        kernel.set_dumpable(True)  # else /proc/self belongs to root and TensorFlow cannot read it
    except BaseException:
        report = {"broken": traceback.format_exc()[-2000:]}
        with contextlib.suppress(OSError):
            os.write(STATUS, json.dumps(report).encode())
        os._exit(1)
    os.close(STATUS)
    try:
        session.serve(REQUESTS, REPLIES, scratch)
    finally:
        os._exit(0)


def _mount_private(limits: Limits, spec: Spec) -> None:
    quiet = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.unshare(kernel.CLONE_NEWNS)  # here: the supervisor still needs its own /proc
    kernel.mount(None, "/", kernel.MS_REC | kernel.MS_PRIVATE)
    size = f"size={limits.scratch << 20},nr_inodes=4096,mode=1777"
    kernel.mount("tmpfs", spec.scratch, quiet, size)
    kernel.mount("tmpfs", "/dev/shm", quiet | kernel.MS_NOEXEC, "size=1m,nr_inodes=64,mode=1777")
    # A terminal opened in /dev/pts could be seen by the next worker.
    for folder in (spec.boot, "/dev/pts", *(() if spec.proc else ("/proc",))):
        flags = kernel.MS_RDONLY | quiet | kernel.MS_NOEXEC
        kernel.mount("tmpfs", folder, flags, "size=4k,nr_inodes=1")
    if spec.proc:
        # Its own processes alone: nothing of the kernel's settings or of the machine.
        kernel.mount("proc", "/proc", kernel.MS_RDONLY | quiet | kernel.MS_NOEXEC, "subset=pid")


def _arrange_descriptors(pipes: Pipes) -> None:
    """Keep 0 (nothing), 1 and 2 (set later), the three pipes, and not one more."""
    nothing = os.open("/dev/null", os.O_RDWR)
    for target in (0, 1, 2):
        os.dup2(nothing, target)
    kept = (pipes.requests, pipes.replies, pipes.status)
    out_of_the_way = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, 64) for descriptor in kept]
    for source, target in zip(out_of_the_way, (REQUESTS, REPLIES, STATUS), strict=True):
        os.dup2(source, target, inheritable=False)
    os.closerange(3, REQUESTS)
    os.closerange(STATUS + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _clean_process(scratch: str) -> None:
    os.environ.clear()
    os.environ.update(ENVIRONMENT, HOME=scratch, TMPDIR=scratch)
    tempfile.tempdir = None
    sys.argv = [""]
    sys.dont_write_bytecode = True
    os.chdir(scratch)
    os.umask(0o077)


def _limit(limits: Limits, others: int) -> None:
    """Set the limits; `others` is the number of threads of the same user beside the worker."""
    seconds = int(limits.total_seconds + limits.load_seconds) + 5
    for kind, value in (
        (resource.RLIMIT_CORE, 1),  # 0 would still feed a core_pattern that is a program
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, limits.file_size << 20),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_NPROC, limits.processes + others),
        (resource.RLIMIT_DATA, limits.memory << 20),
        (resource.RLIMIT_AS, (limits.memory << 20) + (4 << 30)),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    main()
