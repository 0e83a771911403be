"""Starts the zygote and asks it for workers."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import tempfile
from dataclasses import asdict
from typing import Any

from autograder.errors import GradingError, IsolationError
from autograder.sandbox.client import SandboxedWorker, Worker
from autograder.sandbox.walls import bubblewrap, users
from autograder.sandbox.walls.stage import Interpreter, Stage, readable_by_others
from autograder.sandbox.worker import kernel
from autograder.sandbox.worker.limits import Limits
from autograder.sandbox.worker.spec import ENVIRONMENT, Spec

WARM_UP_SECONDS = 120.0  # TensorFlow's import on a busy machine


class ZygoteLauncher:
    """Levels `sandbox` and `process`: a warm process that forks a worker for each submission."""

    def __init__(
        self,
        level: str,
        packages: tuple[str, ...] = ("numpy",),
        limits: Limits | None = None,
        python: Interpreter | None = None,
        user: int | None = None,
    ) -> None:
        """Start the zygote; `user` starts it as another user than root, for tests."""
        self.level = level
        self.limits = limits or Limits()
        self.python = python or Interpreter.current()
        self.packages = packages
        self.user = user
        self.root = os.geteuid() == 0 and user is None
        self.stage = Stage(packages)
        if user is not None:
            os.chown(self.stage.scratch, user, user)
        self.spare: Worker | None = None
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    def _start(self) -> None:
        self.control, far_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with far_end, self._command(far_end.fileno()) as (command, descriptors):
            self.process = subprocess.Popen(
                command,
                pass_fds=descriptors,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else [],
                cwd="/",
            )
        self.control.settimeout(WARM_UP_SECONDS)
        with contextlib.suppress(TimeoutError):
            if self.control.recv(64) == b"ready":
                return
        raise IsolationError(f"the level `{self.level}` does not work here: {self._complaint()}")

    @contextlib.contextmanager
    def _command(self, control: int) -> Any:
        """Yield the zygote's command line and the descriptors that it needs."""
        flags = ("-s", "-S", "-P", "-B", "-m", "autograder.sandbox.worker.zygote")
        spec = json.dumps(asdict(self._spec(control)))
        if self.level != "sandbox":
            yield [str(self.python.executable), *flags, spec], (control,)
            return
        # bubblewrap stays as the sandbox's first process: its command line could be read inside.
        options = bubblewrap.arguments(self.stage, self.python, root=self.root)
        with tempfile.TemporaryFile() as file:
            file.write("\0".join(options).encode() + b"\0")
            file.seek(0)
            command = [bubblewrap.executable(), "--args", str(file.fileno())]
            inside = bubblewrap.inside(self.python)
            yield [*command, inside, *flags, spec], (control, file.fileno())

    def _spec(self, control: int) -> Spec:
        inside = self.level == "sandbox"
        return Spec(
            control=control,
            packages=self.packages,
            namespaces=inside,
            change_uid=self.root,
            proc="tensorflow" in self.packages,
            boot=bubblewrap.BOOT if inside else str(self.stage.boot),
            scratch=bubblewrap.SCRATCH if inside else str(self.stage.scratch),
            readable=() if inside else self._readable(),
        )

    def _readable(self) -> tuple[str, ...]:
        folders = [self.python.prefix / "lib", *self.stage.packages.values()]
        # Version 6 keeps signals from processes outside; as root another uid does that.
        if kernel.landlock_version() < (1 if self.root else 6):
            raise IsolationError(
                "the level `process` needs Landlock to keep files and processes from a submission "
                "(Linux 5.13 as root, 6.12 as an ordinary user): install bubblewrap"
            )
        closed = [folder for folder in folders if not readable_by_others(folder)]
        if self.root and closed:
            raise IsolationError(
                f"the level `process` runs workers as another user, who cannot read {closed[0]}: "
                "install bubblewrap, or use a folder and a Python that every user can read"
            )
        system = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/dev/urandom", "/dev/null")
        # TensorFlow stops without it. The whole entry would hold the machine's network tables.
        own = ("/proc/self/cmdline",) if "tensorflow" in self.packages else ()
        machine = ("/proc/cpuinfo", "/proc/meminfo", *own)
        return (*map(str, folders), str(self.stage.site), *system, *machine)

    def _environment(self) -> dict[str, str]:
        """Return the zygote's environment: nothing of the grader's own can be read inside."""
        inside = self.level == "sandbox"
        boot, site = (
            (bubblewrap.BOOT, bubblewrap.SITE) if inside else (self.stage.boot, self.stage.site)
        )
        libraries = f"{bubblewrap.PYTHON}/lib" if inside else f"{self.python.prefix}/lib"
        scratch = bubblewrap.SCRATCH if inside else str(self.stage.scratch)
        own = {
            "PYTHONPATH": f"{boot}:{site}",
            "LD_LIBRARY_PATH": libraries,
            "TMPDIR": scratch,
        }
        return ENVIRONMENT | own

    def _complaint(self) -> str:
        self._errors.seek(0)
        text = self._errors.read().decode(errors="replace").strip()
        return text.splitlines()[-1] if text else "it said nothing"

    def launch(self) -> Worker:
        """Return a worker in a fresh fork; a zygote that has died is started again, once.

        Raises:
            GradingError: if there is no zygote to fork one.
        """
        try:
            worker = self.spare or self._fork()
            self.spare = self._fork()  # its 30 ms pass while this one is used
        except GradingError:
            self._stop()
            self._start()
            worker, self.spare = self._fork(), None
        return worker

    def _fork(self) -> Worker:
        if self.control is None:
            raise GradingError("the warm process was never started")
        requests, replies, lifeline, status = (os.pipe() for _ in range(4))
        theirs = [requests[0], replies[1], lifeline[0], status[1]]
        user = users.reserve() if self.root else None
        uid = user.uid if user else os.geteuid()
        order = json.dumps({"limits": self.limits.to_json(), "uid": uid}).encode()
        try:
            socket.send_fds(self.control, [order], theirs)
        except OSError:
            for descriptor in (requests[1], replies[0], lifeline[1], status[0]):
                os.close(descriptor)
            if user:
                user.release()
            raise GradingError(f"the warm process has ended: {self._complaint()}") from None
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        return SandboxedWorker(requests[1], replies[0], lifeline[1], status[0], user)

    def _stop(self) -> None:
        if self.spare:
            self.spare.close()
            self.spare = None
        if self.control:
            self.control.close()
        if self.process:
            self.process.kill()
            self.process.wait()

    def close(self) -> None:
        """End the zygote and all its workers, and remove its files."""
        self._stop()
        self._errors.close()
        self.stage.close()
