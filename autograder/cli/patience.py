"""What `check` says while it waits, and where it ends: an endless loop says nothing by itself."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType

import typer

from autograder.grading.grader import Grader
from autograder.grading.transcript import Call

LONGER = 6  # times as long as it takes to be spoken of, a check is ended
DEBUGGERS = ("pdb", "bdb", "pydevd", "debugpy")  # who looks at a line may take all day


class Patience:
    """Says what to do where a check takes long, and stops it as Ctrl-C does in the end."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> Patience:
        self._start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def again(self, check: Grader, calls: Sequence[Call]) -> None:
        """Wait anew: a check has ended."""
        self._stop()
        self._start()

    def _start(self) -> None:
        waited = ((self.seconds, self._say), (LONGER * self.seconds, _interrupt))
        self._timers = [threading.Timer(seconds, do) for seconds, do in waited]
        for timer in self._timers:
            timer.daemon = True
            timer.start()

    def _stop(self) -> None:
        for timer in self._timers:
            timer.cancel()

    def _say(self) -> None:
        message = f"Still checking after {self.seconds:g} s: is there an endless loop? Ctrl-C stops"
        longest = f"after {LONGER * self.seconds:g} s it is stopped by itself"
        typer.echo(f"{message} it and names the line; {longest}.", err=True)


def _interrupt() -> None:
    """Raise KeyboardInterrupt in the main thread, in a call that sleeps too; not in a debugger."""
    main = threading.main_thread().ident or 0
    if _is_debugged(sys._current_frames().get(main)):
        return
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(main, signal.SIGINT)


def _is_debugged(frame: FrameType | None) -> bool:
    while frame:
        if str(frame.f_globals.get("__name__")).lstrip("_").startswith(DEBUGGERS):
            return True
        frame = frame.f_back
    return False
