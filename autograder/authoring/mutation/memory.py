"""What became of the mutants of an exercise, remembered while nothing that it hangs on changes.

It is one file, `.autograder/mutants.json`: this machine's own, in no kit and in no repository.
"""

from __future__ import annotations

import ast
import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

import autograder
from autograder.atomic import write_atomic
from autograder.authoring.mutation.hunt import Hunted, Survivor
from autograder.authoring.mutation.reach import text_of
from autograder.authoring.samples.sample import hands
from autograder.chapters import Chapter, read_text

_ENGINE = ("asserting", "grading", "sandbox/worker", "authoring/mutation")


@dataclass(frozen=True)
class Remembered:
    """What was found the last time; `same` if its files are as they were, `engine` if that is."""

    hunted: Hunted
    same: bool
    engine: bool


class Memory:
    """The results of a course."""

    def __init__(self, root: Path) -> None:
        self.path = root / ".autograder" / "mutants.json"
        self.entries = _entries(self.path)

    def recall(self, chapter: Chapter, exercise: str) -> Remembered | None:
        """Return what was found the last time, or None where nothing is known."""
        try:
            entry = self.entries[f"{chapter.name}/{exercise}"]
            hunted = _hunted(dict(entry["found"]))
            same = entry["own"] == own_digest(chapter, exercise, hunted.graded_in)
            return Remembered(hunted, same, entry["engine"] == engine_digest())
        except (KeyError, TypeError, ValueError):  # never tried, or by another version
            return None

    def keep(self, chapter: Chapter, exercise: str, hunted: Hunted) -> None:
        """Write down what was found."""
        self.entries[f"{chapter.name}/{exercise}"] = {
            "own": own_digest(chapter, exercise, hunted.graded_in),
            "engine": engine_digest(),
            "found": asdict(hunted),
        }
        write_atomic(self.path, json.dumps(self.entries, indent=1))


def _entries(path: Path) -> dict[str, Any]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}


def _hunted(found: dict[str, Any]) -> Hunted:
    survivors = tuple(Survivor(**each) for each in found.pop("survivors"))
    lists = {key: tuple(value) for key, value in found.items() if isinstance(value, list)}
    return Hunted(**(found | lists), survivors=survivors)


def own_digest(chapter: Chapter, exercise: str, graded_in: Sequence[str]) -> str:
    """Return the digest of what the mutants of an exercise are made of and graded with."""
    trees = [
        chapter.reference.tree,
        *(ast.parse(read_text(path)) for path in hands(chapter).values()),
    ]
    rooms = [chapter.rooms[name] for name in {exercise: 0} | dict.fromkeys(graded_in)]
    files = [*rooms, *chapter.cases]
    return _digest([*(text_of(tree, exercise) for tree in trees), *map(read_text, files)])


def engine_digest() -> str:
    """Return the digest of the code that makes and grades mutants."""
    engine = Path(autograder.__file__).parent
    paths = [path for part in _ENGINE for path in sorted((engine / part).rglob("*.py"))]
    return _digest([platform.python_version(), np.__version__, *map(read_text, paths)])


def _digest(texts: Iterable[str]) -> str:
    total = hashlib.sha256()
    for text in texts:
        total.update(f"{len(text)} {text}".encode())
    return total.hexdigest()
