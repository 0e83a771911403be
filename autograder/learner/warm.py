"""Asks the warm process for checks, and replaces it when the learner's code ends or hangs it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import autograder
from autograder.grading.results import Outcome, State
from autograder.learner.exercises import Exercise
from autograder.learner.workfile import WorkFile

START_SECONDS = 120.0  # of a cold, slow machine; for TensorFlow, too
CHECK_SECONDS = 10.0  # between two signs of life of an exercise with NumPy
TRAINING_SECONDS = 120.0  # the same where networks are trained
GRACE = {False: 1.5, True: 20.0}  # for an answer that a newer save has made worthless


@dataclass(frozen=True)
class Answer:
    """How the checks of one exercise ended; `fault` says why there are no outcomes."""

    exercise: Exercise
    work: WorkFile
    outcomes: tuple[Outcome, ...] = ()
    printed: str = ""
    seconds: float = 0.0
    fault: str = ""
    picture: str = ""  # the path of a picture of what a check has seen
    pictured: str = ""  # which check that is
    warned: tuple[str, ...] = ()  # the warnings that the code caused

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return bool(self.outcomes) and all(o.state is State.PASSED for o in self.outcomes)


@dataclass(frozen=True)
class Loading:
    """The process is importing something large before it goes on."""

    what: str


class WarmProcess:
    """One checker: asked for one exercise at a time, and polled for its answer."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked: tuple[Exercise, WorkFile] | None = None
        self._number = 0
        self._deadline = 0.0
        self._patience = 0.0
        self._start()

    @property
    def busy(self) -> bool:
        """Whether an answer is due."""
        return self.asked is not None

    def _start(self) -> None:
        # `-P`: a file of the learner's in the working folder must not hide a module of Python's.
        command = [sys.executable, "-P", "-m", "autograder.learner.checker", str(self.root)]
        engine = str(Path(autograder.__file__).parent.parent)
        paths = [engine, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )
        self._messages: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        assert self._process.stdout is not None
        arguments = (self._process.stdout, self._messages)
        threading.Thread(target=_read, args=arguments, daemon=True).start()
        self._ready = self._loading = False

    def ask(self, exercise: Exercise, work: WorkFile) -> None:
        """Ask for the checks of one exercise on a learner's file."""
        if self._process.poll() is not None:
            self.restart()
        self.asked = (exercise, work)
        self._number += 1
        self._patience = TRAINING_SECONDS if work.is_heavy(exercise.name) else CHECK_SECONDS
        self._wait(self._patience if self._ready else START_SECONDS)
        request = {
            "id": self._number,
            "chapter": exercise.chapter.name,
            "exercise": exercise.name,
            "path": str(work.path),
            "text": work.text,
        }
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has just ended: `poll` sees that
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()

    def hurry(self) -> None:
        """Wait only a little longer: what was asked for is no longer wanted."""
        if self.asked:
            exercise, work = self.asked
            self._patience = GRACE[work.is_heavy(exercise.name)]
            if self._ready and not self._loading:  # that is needed for the next answer, too
                self._deadline = min(self._deadline, time.monotonic() + self._patience)

    def poll(self, seconds: float) -> Answer | Loading | None:
        """Return what the process has to say within `seconds`, or None."""
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            try:
                message = self._messages.get(timeout=left) if left else self._messages.get_nowait()
            except queue.Empty:
                return self._overdue()
            if found := self._understood(message):
                return found

    def _understood(self, message: dict[str, Any]) -> Answer | Loading | None:
        if "end" in message:
            return self._ended()
        if "loading" in message:
            self._loading = True
            self._wait(START_SECONDS)
            return Loading(message["loading"])
        self._ready, self._loading = True, False
        if message.get("id") != self._number or self.asked is None:
            self._wait(self._patience)
            return None
        exercise, work = self.asked
        self.asked = None
        outcomes = tuple(Outcome.from_json(entry) for entry in message.get("outcomes", ()))
        fault = message.get("fault", "")
        printed, seconds = message["printed"], message["seconds"]
        picture, pictured = message.get("picture", ("", ""))
        warned = tuple(message.get("warned", ()))
        return Answer(exercise, work, outcomes, printed, seconds, fault, picture, pictured, warned)

    def _wait(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds

    def _overdue(self) -> Answer | None:
        if self.asked is None or time.monotonic() < self._deadline:
            return None
        exercise, work = self.asked
        seconds = f"{self._patience:g} s"
        self.restart()
        message = f"`{exercise.name}` did not return within {seconds}: is there an endless loop?"
        return Answer(exercise, work, fault=message)

    def _ended(self) -> Answer | None:
        asked, ready, code = self.asked, self._ready, self._process.wait()
        self.asked = None
        if asked is None:
            return None
        if not ready:
            message = "The process that runs the checks ended at once: `autograder check` says why."
            return Answer(*asked, fault=message)
        self.restart()
        message = f"`{asked[0].name}` ended Python (exit code {code}) before it answered."
        hint = "Hint: a function returns its answer; remove os._exit() and the like"
        return Answer(*asked, fault=f"{message}\n{hint}")

    def restart(self) -> None:
        """Replace the process by a fresh one; what was asked is forgotten."""
        self.close()
        self._start()

    def close(self) -> None:
        """End the process."""
        self.asked = None
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # what was not sent is not wanted any more
            self._process.stdin.close()


def _read(stream: BinaryIO, messages: queue.SimpleQueue[dict[str, Any]]) -> None:
    """Turn lines into messages until the process ends; it was the last to use the stream."""
    with stream, contextlib.suppress(OSError, ValueError):  # a line that was cut off
        for line in stream:
            messages.put(json.loads(line))
    messages.put({"end": True})
