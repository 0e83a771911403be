"""Ends a submission in this process that computes on and on: a mutant may never return."""

from __future__ import annotations

import contextlib
import signal
import types
from collections.abc import Collection, Iterator

AGAIN = 0.02  # seconds that each further call gets, once the time of all is used up


class BurntOut(BaseException):
    """The time is used up; no `except Exception` of the submission's holds it up."""


class Fuse:
    """Raises `BurntOut` in a submission that has used up its processor time.

    `files` are the names of its files: where the graders' own code runs, it is left to end.
    """

    def __init__(self, files: Collection[str]) -> None:
        self.files = files
        self.burnt = False

    @contextlib.contextmanager
    def lit(self, seconds: float) -> Iterator[None]:
        """Give what runs in the block that much processor time; on Windows, any time."""
        if not hasattr(signal, "setitimer"):
            yield
            return
        before = signal.signal(signal.SIGPROF, self._burn)
        signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def _burn(self, number: int, frame: types.FrameType | None) -> None:
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                self.burnt = True
                raise BurntOut
            frame = frame.f_back
