"""What is remembered between two commands: which answers passed, which hints are unfolded.

It is one small file, `.autograder/progress.json`: the folder is in no kit and in no repository, so
one learner's progress never reaches another. Whatever cannot be read in it counts as never noted:
deleting it costs a few checks that are run again, and folds the hints.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.atomic import write_atomic
from autograder.grading.results import Outcome, State
from autograder.learner.exercises import Exercise
from autograder.learner.workfile import WorkFile

VERSION = 1  # of the file's form


@dataclass(frozen=True)
class Noted:
    """How the checks of one exercise ended, and on what."""

    digest: str  # of the answer and its checks
    passed: int
    checks: int

    @property
    def done(self) -> bool:
        """Whether every check passed."""
        return self.passed == self.checks > 0


@dataclass
class Progress:
    """What is known of a learner's work; exercises are called by their `key`."""

    checked: dict[str, Noted] = field(default_factory=dict)
    hints: dict[str, int] = field(default_factory=dict)  # how many are unfolded
    notebook: set[str] = field(default_factory=set)  # what passed there when it was last checked

    def of(self, exercise: Exercise, work: WorkFile) -> Noted | None:
        """Return how the checks of an answer ended, unless it has changed since."""
        known = self.checked.get(exercise.key)
        return known if known and known.digest == fingerprint(exercise, work) else None

    def note(self, exercise: Exercise, work: WorkFile, outcomes: Sequence[Outcome]) -> None:
        """Keep how the checks ended, on none if they could not be run.

        While the file is not Python, what was known of it still counts.
        """
        if not work.fault:
            passed = sum(outcome.state is State.PASSED for outcome in outcomes)
            found = Noted(fingerprint(exercise, work), passed, len(outcomes))
            self.checked[exercise.key] = found

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain data."""
        checked = {key: [c.digest, c.passed, c.checks] for key, c in self.checked.items()}
        notebook = sorted(self.notebook)
        known = {"version": VERSION, "checked": checked, "hints": self.hints}
        return known | {"notebook": notebook} if notebook else known

    @classmethod
    def from_json(cls, data: Any) -> Progress:
        """Return what `to_json` wrote; what has another form is left out."""
        if not isinstance(data, dict) or data.get("version") != VERSION:
            return cls()
        known = cls()
        for key, entry in _items(data.get("checked")):
            if isinstance(entry, list) and [type(part) for part in entry] == [str, int, int]:
                known.checked[key] = Noted(*entry)
        for key, count in _items(data.get("hints")):
            if type(count) is int and count > 0:
                known.hints[key] = count
        passed = data.get("notebook")
        known.notebook = (
            {key for key in passed if isinstance(key, str)} if isinstance(passed, list) else set()
        )
        return known


def read_progress(root: Path) -> Progress:
    """Return what is known; nothing where the file is missing or damaged."""
    try:
        return Progress.from_json(json.loads(_path(root).read_bytes()))
    except (OSError, ValueError, RecursionError):
        return Progress()


@contextlib.contextmanager
def changing(root: Path) -> Iterator[Progress]:
    """Yield what is known now, and write down what it has become.

    It is read anew each time: `watch` and `hint` may run side by side. Where nothing can be
    written, in a course opened for reading, the commands go on without a memory.
    """
    progress = read_progress(root)
    before = _text(progress)
    yield progress
    after = _text(progress)
    if after != before:
        with contextlib.suppress(OSError):
            write_atomic(_path(root), after)


def fingerprint(exercise: Exercise, work: WorkFile) -> str:
    """Return the digest of an answer together with the checks it was put to."""
    checks = exercise.chapter.exercises_folder / exercise.chapter.checks.name
    text = checks.read_bytes() if checks.exists() else b""
    parts = (work.digest(exercise.name).encode(), __version__.encode(), text)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _text(progress: Progress) -> str:
    return f"{json.dumps(progress.to_json(), indent=1, sort_keys=True)}\n"


def _path(root: Path) -> Path:
    return root / ".autograder" / "progress.json"


def _items(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        yield from data.items()
