"""What a worker gives up before it reads a submission."""

from __future__ import annotations

import fcntl
import os
import resource
import sys
import tempfile

from autograder.sandbox.worker import kernel
from autograder.sandbox.worker.guard import change_user
from autograder.sandbox.worker.limits import Limits
from autograder.sandbox.worker.processes import own_tasks
from autograder.sandbox.worker.spec import ENVIRONMENT, Order, Pipes, Spec

REQUESTS, REPLIES, STATUS = 10, 11, 12  # the worker's descriptors; STATUS until it serves


def confine(spec: Spec, order: Order, pipes: Pipes, scratch: str, program: bytes) -> None:
    """Give up every right of this process, in the order that works.

    Args:
        spec: how all workers are confined.
        order: what this one may use, and its user.
        pipes: what it keeps, as `REQUESTS`, `REPLIES` and `STATUS`.
        scratch: its working folder, where alone it can write.
        program: the filter of system calls.
    """
    kernel.die_with_parent()
    os.setsid()  # a process group crosses pid namespaces: kill(0) would reach the zygote
    if spec.namespaces:
        _mount_private(order.limits, spec)
    _arrange_descriptors(pipes)
    _clean_process(scratch)
    _limit(order.limits, own_tasks() if not (spec.namespaces or spec.change_uid) else 0)
    kernel.close_ways_to_privileges()  # needs the capability that the next line loses
    if spec.change_uid:
        change_user(order.uid)
    kernel.drop_privileges()
    kernel.die_with_parent()  # a change of user forgets it
    if not spec.namespaces and kernel.landlock_version():
        kernel.restrict_files([*spec.readable, spec.boot], [scratch, "/dev/null"])
    kernel.filter_system_calls(program)
    kernel.set_dumpable(True)  # else /proc/self belongs to root and TensorFlow cannot read it


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
    for kind, value in (
        (resource.RLIMIT_CORE, 1),  # 0 would still feed a core_pattern that is a program
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_size << 20),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_NPROC, limits.processes + others),
        (resource.RLIMIT_DATA, limits.memory << 20),
        (resource.RLIMIT_AS, (limits.memory << 20) + (4 << 30)),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(kind, (value, value))
