"""Guards a worker from outside: until it ends, until it must end, and that nothing is left."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
from collections.abc import Iterable
from typing import Any

from autograder.sandbox.worker.limits import Limits
from autograder.sandbox.worker.processes import (
    descendants,
    held_bytes,
    is_alive,
    listed_descendants,
    thread_times,
)

LOOK_SECONDS = 0.1
THOROUGH = 10  # every tenth look walks over all processes of the machine


class Guard:
    """Waits for the end of a worker: its own, the grader's wish, or too much memory.

    `lifelines` are the descriptors whose end is the grader's wish, and the warm process's own end.
    A byte on the first one asks how long the worker ran and was kept waiting, which is told on
    `status`.
    `uid` is the worker's own user, if nothing else runs as that user.
    """

    def __init__(
        self,
        child: int,
        lifelines: tuple[int, ...],
        status: int,
        limits: Limits,
        uid: int | None = None,
    ) -> None:
        self.child = child
        self.status = status
        self.uid = uid
        self.limit, self.seconds = limits.memory << 20, limits.cpu_seconds
        self.process = os.pidfd_open(child)
        self.lifelines = lifelines
        self.looks = 0

    def until_end(self) -> dict[str, Any]:
        """Return how the worker ended: `code`, `signal`, or `killed` and why.

        `over` says of a signal that the processor time was used up, for which the kernel kills.
        """
        poll = select.poll()
        poll.register(self.process, select.POLLIN)
        for lifeline in self.lifelines:
            poll.register(lifeline, select.POLLIN)
        reason: str | None = "closed"
        try:
            while True:
                ready = {descriptor for descriptor, _ in poll.poll(LOOK_SECONDS * 1000)}
                if self.process in ready:
                    reason = None
                    break
                if ended := [each for each in ready if not self._is_asked(each)]:
                    reason = "closed" if self.lifelines[0] in ended else "orphaned"
                    break
                if not ready and self._memory() > self.limit + (256 << 20):
                    reason = "memory"
                    break
        finally:  # whatever went wrong here, the worker does not outlive its guard
            report = self._reap(reason)
        return report

    def _is_asked(self, lifeline: int) -> bool:
        """Answer a question that came over a lifeline; False where it has ended instead."""
        if lifeline != self.lifelines[0] or not os.read(lifeline, 1):
            return False
        family = descendants(os.getpid()) - {os.getpid()}
        times = [time for pid in family for time in thread_times(pid)]
        used, waited = sum(each[0] for each in times), max((each[1] for each in times), default=0.0)
        report = json.dumps({"used": used, "waited": waited})
        with contextlib.suppress(OSError):
            os.write(self.status, f"{report}\n".encode())
        return True

    def _memory(self) -> int:
        """Return what the worker and its children hold; a quick look may miss one of them."""
        self.looks += 1
        family = descendants if self.looks % THOROUGH == 0 else listed_descendants
        return sum(map(held_bytes, family(os.getpid()) - {os.getpid()}))

    def _reap(self, reason: str | None) -> dict[str, Any]:
        """Kill what is left of the worker and its children, and say how it ended."""
        os.kill(self.child, signal.SIGKILL)
        if self.uid is not None:
            _kill_user(self.uid)
        _kill_descendants()
        _, status, usage = os.wait4(self.child, 0)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        code = os.waitstatus_to_exitcode(status)
        if reason:
            return {"killed": reason}
        if code >= 0:
            return {"code": code}
        return {"signal": -code, "over": usage.ru_utime + usage.ru_stime >= self.seconds - 1}


def _kill_user(uid: int) -> None:
    """Kill all processes of a user in one call, which no fork can outrun."""
    helper = os.fork()
    if helper == 0:
        with contextlib.suppress(OSError):
            change_user(uid)
            os.kill(-1, signal.SIGKILL)
        os._exit(0)
    os.waitpid(helper, 0)


def change_user(uid: int) -> None:
    """Become another user, for good.

    Raises:
        PermissionError: if there is no such user here.
    """
    try:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    except OSError as error:
        raise PermissionError(
            f"no process can become user {uid} here ({error.strerror}): a namespace of users has "
            "to map it; run as an ordinary user, or in a container that maps more than one"
        ) from error


def _kill_descendants() -> None:
    """Kill all that descends from this process.

    All are stopped before any is killed: what is stopped does not fork, and the dead are not
    reaped here, so that they count and the limit on processes ends a fork bomb.
    """
    own = os.getpid()
    stopped: set[int] = set()
    while new := {pid for pid in descendants(own) - {own} if is_alive(pid)} - stopped:
        _signal_all(new, signal.SIGSTOP)
        stopped |= new
    while living := [pid for pid in descendants(own) - {own} if is_alive(pid)]:
        _signal_all(living, signal.SIGKILL)
        time.sleep(0.001)


def _signal_all(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
