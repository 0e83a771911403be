"""The grader's end of a worker process: requests with deadlines, replies that are not trusted."""

from __future__ import annotations

import os
import select
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from autograder.errors import GradingError, WireError, WorkerTimeout
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.supervisor import Supervisor, is_ready
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
    size: int = 0  # bytes that it took


class Worker(Protocol):
    """Holds one submission and answers requests about it.

    `waited` is how long a busy machine has kept it waiting, in seconds, as far as that is known.
    """

    @property
    def waited(self) -> float:
        """The seconds that count against nobody."""

    def request(self, operation: str, seconds: float, **arguments: Any) -> Reply:
        """Ask for an operation of `Session`; wait `seconds` at most."""

    def kept_waiting(self, seconds: float) -> float:
        """Return for how long it was kept waiting since this was asked last.

        Nothing, if it has run for `seconds` itself: threads that wait for each other excuse none.
        """

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
    stdout, stderr = said
    return Reply(message["ok"], message["reply"], stdout, stderr, len(body))


class LocalWorker:
    """Answers in this very process: for a learner's own code on the learner's own machine.

    Requests and replies go through the same bytes as in the sandbox, so that a check sees the
    same copies, types and errors in both.
    """

    waited = 0.0

    def __init__(self, session: Session | None = None) -> None:
        self.session = session or Session()
        self.number = 0

    def request(self, operation: str, seconds: float, **arguments: Any) -> Reply:
        """Answer at once; the time limit is the learner's patience."""
        self.number += 1
        request = {"id": self.number, "do": operation, "with": arguments}
        return read_reply(self.session.answer(wire.encode(request)), self.number)

    def kept_waiting(self, seconds: float) -> float:
        """Return nothing: in one's own process nobody looks."""
        return 0.0

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
        self.number = 0
        self.supervisor = Supervisor(lifeline, status)
        os.set_blocking(requests, False)

    @property
    def waited(self) -> float:
        """How long a busy machine has kept the worker waiting, as far as it was asked for."""
        return self.supervisor.waited

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
        deadline = Deadline(seconds, self.supervisor)
        try:
            if is_ready(self.replies):
                self._refuse_early_reply()
            self._send(wire.FRAME_HEAD.pack(len(body)) + body, deadline)
            return read_reply(self._receive(deadline), self.number)
        except GradingError:
            self.close()
            raise

    def kept_waiting(self, seconds: float) -> float:
        """Return for how long a busy machine has kept it waiting since this was asked last."""
        waited = self.supervisor.look()
        return waited if self.supervisor.used < seconds else 0.0

    def _refuse_early_reply(self) -> None:
        if os.read(self.replies, 1):
            raise WireError("a reply was there before the question")
        raise self.supervisor.death()

    def _send(self, data: bytes, deadline: Deadline) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self.requests, view[: 1 << 16]) :]
            except BlockingIOError:
                if not deadline.wait(self.requests, select.POLLOUT):
                    raise WorkerTimeout("it did not read the question in time") from None
            except BrokenPipeError:
                raise self.supervisor.death() from None

    def _receive(self, deadline: Deadline) -> bytes:
        """Return the body of one frame; what comes after it was not asked for."""
        data, end = bytearray(), wire.FRAME_HEAD.size
        while len(data) < end:
            # A reply that arrives byte by byte is always ready to be read.
            late = data and deadline.is_over()
            if late or not deadline.wait(self.replies, select.POLLIN):
                raise WorkerTimeout("no answer in time")
            piece = os.read(self.replies, 1 << 16)
            if not piece:
                raise self.supervisor.death()
            data += piece
            if end == wire.FRAME_HEAD.size <= len(data):
                end += _length(data)
        if len(data) > end:
            raise WireError("more came back than one reply")
        return bytes(data[wire.FRAME_HEAD.size :])

    def _close(self, name: str) -> None:
        descriptor = getattr(self, name)
        if descriptor >= 0:
            os.close(descriptor)
            setattr(self, name, -1)

    def close(self) -> None:
        """Close the lifeline: the supervisor kills the worker and all its children."""
        self.supervisor.close()
        for name in ("requests", "replies"):
            self._close(name)
        if self.user:
            self.user.release()


def _length(data: bytearray) -> int:
    length: int = wire.FRAME_HEAD.unpack_from(data)[0]
    if length > wire.MAX_FRAME:
        raise WireError("a reply is larger than allowed")
    return length
