"""The grader's end of a worker process: requests with deadlines, replies that are not trusted."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from autograder.errors import GradingError, WireError, WorkerDied, WorkerError, WorkerTimeout
from autograder.sandbox.worker import wire
from autograder.sandbox.worker.session import Session

if TYPE_CHECKING:
    from autograder.sandbox.walls.users import Reservation


@dataclass(frozen=True)
class Reply:
    """What came back for one request; everything in it is the submission's word."""

    done: bool
    value: Any  # the operation's value, or the description of the error that ended it
    stdout: str
    stderr: str


class Worker(Protocol):
    """Holds one submission and answers requests about it."""

    def request(self, operation: str, seconds: float, **arguments: Any) -> Reply:
        """Ask for an operation of `Session`; wait `seconds` at most."""

    def close(self) -> None:
        """End the worker."""


def read_reply(body: bytes, number: int) -> Reply:
    """Return the reply in the body of a frame.

    Raises:
        WireError: if it is not a reply to the request with this number.
    """
    message = wire.decode(body)
    if type(message) is not dict or set(message) != {"id", "ok", "said", "reply"}:
        raise WireError("not a reply")
    said = message["said"]
    if type(said) is not list or [type(text) for text in said] != [str, str]:
        raise WireError("not a reply")
    if message["id"] != number or type(message["ok"]) is not bool:
        raise WireError("not the reply to this request")
    return Reply(message["ok"], message["reply"], *said)


class LocalWorker:
    """Answers in this very process: for a learner's own code on the learner's own machine.

    Requests and replies go through the same bytes as in the sandbox, so that a check sees the
    same copies, types and errors in both.
    """

    def __init__(self, session: Session | None = None) -> None:
        self.session = session or Session()
        self.number = 0

    def request(self, operation: str, seconds: float, **arguments: Any) -> Reply:
        """Answer at once; the time limit is the learner's patience."""
        self.number += 1
        request = {"id": self.number, "do": operation, "with": arguments}
        return read_reply(self.session.answer(wire.encode(request)), self.number)

    def close(self) -> None:
        """Forget the session."""


class SandboxedWorker:
    """A worker process, spoken to through two pipes; killed by closing its lifeline.

    `user` is the one that it runs as, if it has one of its own.
    """

    def __init__(
        self,
        requests: int,
        replies: int,
        lifeline: int,
        status: int,
        user: Reservation | None = None,
    ) -> None:
        self.user = user
        self.requests, self.replies = requests, replies
        self.lifeline, self.status = lifeline, status
        self.number = 0
        os.set_blocking(requests, False)

    def request(self, operation: str, seconds: float, **arguments: Any) -> Reply:
        """Send a request and wait for its reply.

        Raises:
            WorkerTimeout: if the whole reply is not there in time.
            WorkerDied: if the process ended; the message says how.
            WireError: if what came back is not a reply to this request.
            GradingError: if the worker could not be set up, or the question cannot be sent.
        """
        self.number += 1
        request = {"id": self.number, "do": operation, "with": arguments}
        try:
            body = wire.encode(request)
        except WireError as error:  # the grader's fault, not the submission's
            raise GradingError(f"the arguments of `{operation}` cannot be sent: {error}") from None
        deadline = time.monotonic() + seconds
        try:
            if _ready(self.replies, select.POLLIN, time.monotonic()):
                self._refuse_early_reply()
            self._send(wire.FRAME_HEAD.pack(len(body)) + body, deadline)
            return read_reply(self._receive(deadline), self.number)
        except WorkerError:
            self.close()
            raise

    def _refuse_early_reply(self) -> None:
        if os.read(self.replies, 1):
            raise WireError("a reply was there before the question")
        raise WorkerDied(self._how_it_ended())

    def _send(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self.requests, view[: 1 << 16]) :]
            except BlockingIOError:
                if not _ready(self.requests, select.POLLOUT, deadline):
                    raise WorkerTimeout("it did not read the question in time") from None
            except BrokenPipeError:
                raise WorkerDied(self._how_it_ended()) from None

    def _receive(self, deadline: float) -> bytes:
        """Return the body of one frame; what comes after it was not asked for."""
        data, end = bytearray(), wire.FRAME_HEAD.size
        while len(data) < end:
            # A reply that arrives byte by byte is always ready to be read.
            late = data and time.monotonic() > deadline
            if late or not _ready(self.replies, select.POLLIN, deadline):
                raise WorkerTimeout("no answer in time")
            piece = os.read(self.replies, 1 << 16)
            if not piece:
                raise WorkerDied(self._how_it_ended())
            data += piece
            if end == wire.FRAME_HEAD.size <= len(data):
                end += _length(data)
        if len(data) > end:
            raise WireError("more came back than one reply")
        return bytes(data[wire.FRAME_HEAD.size :])

    def _how_it_ended(self) -> str:
        """Return the supervisor's word on the end of the process.

        Raises:
            GradingError: if the process never came to read the submission.
        """
        report = self._report()
        if "broken" in report:
            raise GradingError(f"a worker could not be set up: {report['broken']}")
        if report.get("killed") == "memory":
            return "it used more memory than allowed"
        if report.get("killed"):
            return "it closed the pipe that answers go through"
        if report.get("signal") == signal.SIGKILL:
            return "it used more processor time than allowed"
        if "signal" in report:
            return f"it crashed with signal {report['signal']}"
        return f"it ended the whole Python process (exit code {report.get('code', '?')})"

    def _report(self) -> dict[str, Any]:
        # The worker may have closed its pipe and live on: closing the lifeline ends it.
        for patience in (0.5, 5.0):
            if _ready(self.status, select.POLLIN, time.monotonic() + patience):
                with contextlib.suppress(ValueError):
                    report: dict[str, Any] = json.loads(os.read(self.status, 1 << 16) or b"{}")
                    return report
                return {}
            self._close("lifeline")
        return {}

    def _close(self, name: str) -> None:
        descriptor = getattr(self, name)
        if descriptor >= 0:
            os.close(descriptor)
            setattr(self, name, -1)

    def close(self) -> None:
        """Close the lifeline: the supervisor kills the worker and all its children."""
        for name in ("lifeline", "requests", "replies", "status"):
            self._close(name)
        if self.user:
            self.user.release()


def _length(data: bytearray) -> int:
    length: int = wire.FRAME_HEAD.unpack_from(data)[0]
    if length > wire.MAX_FRAME:
        raise WireError("a reply is larger than allowed")
    return length


def _ready(descriptor: int, event: int, deadline: float) -> bool:
    """Wait until something can be read or written there, or an end is seen."""
    poll = select.poll()
    poll.register(descriptor, event)
    return bool(poll.poll(max(0.0, deadline - time.monotonic()) * 1000))
