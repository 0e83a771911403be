"""The line to a worker's supervisor: how the worker ended, how long it ran and was kept waiting."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
from typing import Any

from autograder.errors import MachineError, WorkerDied


class Supervisor:
    """Asked over the worker's lifeline, whose end ends the worker; it answers on `status`."""

    def __init__(self, lifeline: int, status: int) -> None:
        self.lifeline, self.status = lifeline, status
        self.used = self.waited = 0.0  # seconds that it ran and was kept waiting, as last asked
        self.report: dict[str, Any] = {}  # on the worker's end, once it was read
        self.oom_kills = _oom_kills()

    def look(self) -> float:
        """Bring `used` and `waited` up to date; return what was waited since the last look."""
        before = self.waited
        with contextlib.suppress(OSError, ValueError):
            os.write(self.lifeline, b"?")
            report = json.loads(self._line())
            if "waited" not in report:  # the worker has ended meanwhile
                self.report = report
                return 0.0
            self.used, self.waited = report["used"], max(before, report["waited"])
        return self.waited - before

    def _line(self, seconds: float = 10.0) -> bytes:
        """Return the next line on `status`; the supervisor itself may be kept waiting, too."""
        poll = select.poll()
        poll.register(self.status, select.POLLIN)
        line = b""
        with contextlib.suppress(OSError):
            while not line.endswith(b"\n") and poll.poll(seconds * 1000):
                piece = os.read(self.status, 1)
                if not piece:
                    break
                line += piece
        return line

    def death(self) -> WorkerDied:
        """Return the supervisor's word on the end of the worker: only that counts against it.

        Raises:
            MachineError: if there is none, or if something else has ended the worker.
        """
        report = self._read_report()
        if fault := self._fault_of_the_machine(report):
            raise MachineError(fault)
        if report.get("killed") == "memory":
            return WorkerDied("it used more memory than allowed")
        if report.get("killed"):
            return WorkerDied("it closed the pipe that answers go through")
        if report.get("signal") == signal.SIGKILL:
            return WorkerDied("it used more processor time than allowed")
        if "signal" in report:
            return WorkerDied("it crashed", f"signal {report['signal']}")
        return WorkerDied("it ended the whole Python process", f"exit code {report['code']}")

    def _fault_of_the_machine(self, report: dict[str, Any]) -> str:
        """Return what the machine did to the worker, if anything."""
        if "broken" in report:
            return f"a worker could not be set up: {report['broken']}"
        if report.get("killed") == "orphaned" or not report:
            return "the process that watches over a worker was ended: is there too little memory?"
        if report.get("signal") != signal.SIGKILL:
            return ""
        if _oom_kills() > self.oom_kills:
            return "the machine ran out of memory and ended a worker: use fewer --jobs"
        # A worker cannot send this signal, not even to itself.
        return "" if report.get("over") else "a worker was killed from outside: grade once more"

    def _read_report(self) -> dict[str, Any]:
        # The worker may have closed its pipe and live on: its end is asked for once more.
        for patience in (0.5, 5.0):
            if self.report:
                return self.report
            if is_ready(self.status, patience):
                with contextlib.suppress(ValueError, OSError):
                    lines = os.read(self.status, 1 << 16).splitlines() or [b"{}"]
                    said = [json.loads(line) for line in lines]
                    # A worker that could not be set up says so before its supervisor sees it end.
                    self.report = next((each for each in said if "broken" in each), said[-1])
                return self.report
            self.end()
        return {}

    def end(self) -> None:
        """Close the lifeline: the supervisor kills the worker and all its children."""
        if self.lifeline >= 0:
            os.close(self.lifeline)
            self.lifeline = -1

    def close(self) -> None:
        """End the worker, and hear no more of it."""
        self.end()
        if self.status >= 0:
            os.close(self.status)
            self.status = -1


def _oom_kills() -> int:
    """Return how many processes the kernel has ended so far because there was no memory left."""
    with contextlib.suppress(OSError, ValueError), open("/proc/vmstat") as file:
        return next(int(row.split()[1]) for row in file if row.startswith("oom_kill "))
    return 0


def is_ready(descriptor: int, seconds: float = 0.0) -> bool:
    """Return whether something can be read there, or an end is seen, within some seconds."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
