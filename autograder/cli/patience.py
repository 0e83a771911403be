"""What `check` says while it waits: an endless loop says nothing by itself."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import typer

from autograder.grading.grader import Grader
from autograder.grading.transcript import Call


class Patience:
    """Says what to do where a check takes long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> Patience:
        self._start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    def again(self, check: Grader, calls: Sequence[Call]) -> None:
        """Wait anew: a check has ended."""
        self._timer.cancel()
        self._start()

    def _start(self) -> None:
        self._timer = threading.Timer(self.seconds, self._say)
        self._timer.daemon = True
        self._timer.start()

    def _say(self) -> None:
        message = f"Still checking after {self.seconds:g} s: is there an endless loop?"
        typer.echo(f"{message} Ctrl-C stops it and names the line.", err=True)
