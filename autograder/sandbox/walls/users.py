"""The users that workers run as where the grader is root: no two workers share one.

What one user may do is counted and ended together: with a user of another run, a worker would share
its limit on processes, and its end.
"""

from __future__ import annotations

import secrets
import socket

from autograder.errors import IsolationError

FIRST, COUNT = 62_000, 1_000  # no account has these numbers, and they fit into any container


class Reservation:
    """A user that is this process's until it is released, or the process ends."""

    def __init__(self, uid: int, held: socket.socket) -> None:
        self.uid = uid
        self._held = held

    def release(self) -> None:
        """Give the user back."""
        self._held.close()


def reserve() -> Reservation:
    """Return a user that no other worker of this machine has.

    The kernel keeps the list: a name in the abstract namespace of sockets, one for each user.

    Raises:
        IsolationError: if all are in use.
    """
    start = secrets.randbelow(COUNT)
    for number in (*range(start, COUNT), *range(start)):
        held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            held.bind(f"\0autograder-worker-{FIRST + number}")
        except OSError:
            held.close()
            continue
        return Reservation(FIRST + number, held)
    raise IsolationError(f"{COUNT} workers are running on this machine already: end some first")
