"""Runs `watch` until the learner leaves it."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from autograder.chapters import Chapter
from autograder.learner.controls import Controls
from autograder.learner.keys import Keys
from autograder.learner.scene import Display
from autograder.learner.warm import WarmProcess
from autograder.learner.watch import Watch


def follow(root: Path, display: Display, chapter: Chapter | None, keys: Keys | None) -> Watch:
    """Watch until `q`, Ctrl-C or the end of the input, and return where it stopped.

    Without `keys` nothing is read from the input but its end.
    """
    process = WarmProcess(root)
    try:
        watch = Watch(root, display, process, chapter)
        try:
            if keys:
                _with_keys(watch, keys)
            else:
                _without_keys(watch)
        except KeyboardInterrupt:
            pass  # the way out that everybody knows
        return watch
    finally:
        process.close()


def _with_keys(watch: Watch, keys: Keys) -> None:
    controls = Controls(watch)
    with keys:
        watch.show()
        while not watch.over:
            watch.step()
            pressed = keys.pressed()
            if pressed is None:
                return
            for key in pressed:
                controls.press(key)
            if keys.woken:
                keys.woken = False
                watch.show()


def _without_keys(watch: Watch) -> None:
    watch.show()
    ended = threading.Event()
    # A terminal is not read: a program in the background would be stopped for it.
    if not sys.stdin.isatty():
        threading.Thread(target=_drain, args=(ended,), daemon=True).start()
    while not (ended.is_set() and watch.idle):
        watch.step()


def _drain(ended: threading.Event) -> None:
    while sys.stdin.read(4096):
        pass
    ended.set()
