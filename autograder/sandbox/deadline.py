"""How long a request may take: time in which a busy machine kept the worker waiting is not counted.

The worker's supervisor knows how long its threads were ready to run while something else ran (the
kernel's run delay). It is asked only when a deadline has passed, so an undisturbed request costs
nothing more.
"""

from __future__ import annotations

import select
import time

from autograder.errors import MachineError
from autograder.sandbox.supervisor import Supervisor

LEAST = 0.05  # seconds of waiting that are worth going on for
LONGEST = (20.0, 60.0)  # times the limit, and seconds: beyond both a person has to look


class Deadline:
    """The end of one request, which moves by what the worker was kept waiting."""

    def __init__(self, seconds: float, supervisor: Supervisor) -> None:
        self.seconds = seconds
        self.supervisor = supervisor
        self.start = time.monotonic()
        self.at = self.start + seconds
        self.used: float | None = None  # that the worker had run when the time was first over

    def is_over(self) -> bool:
        """Return whether the time is used up, as far as it was the worker's to use.

        Raises:
            MachineError: if the machine is so busy that nothing can be said of the worker.
        """
        now = time.monotonic()
        if now <= self.at:
            return False
        excused = self.supervisor.look()
        self.used = self.supervisor.used if self.used is None else self.used
        # Threads of its own that wait for each other excuse nothing: they use time meanwhile.
        if excused < LEAST or self.supervisor.used - self.used > self.seconds:
            return True
        if now - self.start > self.seconds * LONGEST[0] + LONGEST[1]:
            raise MachineError(
                f"the machine was too busy: in {now - self.start:.0f} s a worker was not given its "
                f"{self.seconds:g} s. Grade again when less is running, or with fewer --jobs"
            )
        self.at = now + excused
        return False

    def left(self) -> float:
        """Return the seconds until the deadline as it stands."""
        return max(0.0, self.at - time.monotonic())

    def wait(self, descriptor: int, event: int) -> bool:
        """Return whether something can be read or written there, or an end is seen, in time."""
        poll = select.poll()
        poll.register(descriptor, event)
        while not poll.poll(self.left() * 1000):
            if self.is_over():
                return False
        return True
