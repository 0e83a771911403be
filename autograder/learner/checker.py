"""The warm process of `watch`: it has loaded NumPy, pytest and the course, and checks on request.

It runs the learner's code, so it may end or hang at any time: `warm` replaces it then. Requests and
answers are lines of JSON on descriptors that the learner's code does not find: its own input is
empty, and what it prints is kept and handed over with the answer.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from autograder.asserting import comparisons as comparisons  # what checks use, loaded beforehand
from autograder.chapters import Chapter, find_chapter
from autograder.errors import AutograderError
from autograder.grading.collect import collect_checks
from autograder.grading.grader import Grader
from autograder.learner.checking import check_work, checks_of
from autograder.learner.pictures import place_of, save_first, with_picture
from autograder.learner.workfile import WorkFile
from autograder.sandbox import heavy

KEPT = 20_000  # characters of what the learner's code prints


class Said(io.StringIO):
    """What was printed, up to a limit: an endless loop may print too."""

    def write(self, text: str) -> int:
        """Keep what still fits; claim that all was written."""
        super().write(text[: max(0, KEPT - self.tell())])
        return len(text)


class Checker:
    """Answers requests one after the other; the checks of a chapter are collected once."""

    def __init__(self, root: Path, asked: queue.SimpleQueue[bytes], answers: BinaryIO) -> None:
        self.root, self.asked, self.answers = root, asked, answers
        self.request: dict[str, Any] = {}  # the one that is to be answered
        self.draw: Callable[[], Any] = lambda: None  # the picture that belongs to the answer
        self.collected: dict[tuple[Chapter, int], Sequence[Grader]] = {}

    def tell(self, **message: Any) -> None:
        """Send one message."""
        self.answers.write(json.dumps(message).encode() + b"\n")
        self.answers.flush()

    def serve(self) -> None:
        """Answer until the process that asks is gone."""
        self.tell(ready=True)
        while True:
            self.request = json.loads(self.asked.get())
            self._answer(self._checked)

    def _collected(self, chapter: Chapter) -> Sequence[Grader]:
        """Return the checks of a chapter, collected anew when their file has changed."""
        stamp = (chapter, _stamp(chapter))
        if stamp not in self.collected:
            self.collected[stamp] = collect_checks(checks_of(chapter))
        return self.collected[stamp]

    def _answer(self, find: Callable[[], dict[str, Any]]) -> None:
        """Answer the request with what `find` returns, what it printed, and how long it took.

        A picture is drawn when the answer is given: nobody waits for it.
        """
        sys.stdout = sys.stderr = said = Said()
        self.draw = lambda: None
        start = time.perf_counter()
        try:
            found = find()
        except AutograderError as error:
            found = {"fault": str(error)}
        except BaseException as error:  # a fault of ours ends this answer only
            where = f"`autograder check {self.request['chapter']}` shows more"
            found = {"fault": f"the checks stopped with {type(error).__name__}: {error}: {where}"}
        seconds = time.perf_counter() - start
        self.tell(id=self.request["id"], printed=said.getvalue(), seconds=seconds, **found)
        with contextlib.suppress(OSError):  # a course opened for reading
            self.draw()

    def _checked(self) -> dict[str, Any]:
        """Return the outcomes of the checks that are asked for."""
        chapter = find_chapter(self.root, self.request["chapter"])
        work = WorkFile(Path(self.request["path"]), self.request["text"])
        exercise = self.request["exercise"]
        if work.heavy:
            heavy.install()
        if work.is_heavy(exercise):
            self._load_keras()
        checks = self._collected(chapter)
        checked = check_work(chapter, work, exercise, lambda *_: self.tell(alive=True), checks)
        found: dict[str, Any] = {
            "outcomes": [outcome.to_json() for outcome in checked.outcomes],
            "warned": checked.warned.get(exercise, ()),
        }
        if seen := with_picture(checked.outcomes):
            found["picture"] = [str(place_of(chapter, seen)), seen.grader]
            self.draw = lambda: save_first(chapter, checked.outcomes)
        return found

    def _load_keras(self) -> None:
        """Load TensorFlow now, so that the waiting can be explained."""
        if "tensorflow.python" not in sys.modules:
            self.tell(loading="TensorFlow")
            try:
                import keras

                keras.__version__  # noqa: B018 - loaded at its first use
            except ImportError:  # the checks say so in their own words
                pass


def main() -> None:
    """Answer until the process that asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the one who asks
    requests, answers = _private_streams()
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # A thread of its own sees the end of the pipe while an endless loop runs in this one.
    threading.Thread(target=_receive, args=(requests, asked), daemon=True).start()
    Checker(Path(sys.argv[1]), asked, answers).serve()


def _stamp(chapter: Chapter) -> int:
    """Return what changes when a chapter's checks are written anew."""
    path = checks_of(chapter)
    return path.stat().st_mtime_ns if path.exists() else 0


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return copies of descriptors 0 and 1, and let 0, 1 and 2 lead nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    return requests, answers


def _receive(requests: BinaryIO, asked: queue.SimpleQueue[bytes]) -> None:
    for line in requests:
        asked.put(line)
    os._exit(0)


if __name__ == "__main__":
    main()
