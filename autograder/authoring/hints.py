"""The hints of a chapter: three folds for each exercise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.chapters import Chapter, read_text

FOLDS = ("Nudge", "Concept", "Worked step")
_HEADING = re.compile(r"^(##|###) (.+)$", re.MULTILINE)


def read_hints(chapter: Chapter) -> dict[str, dict[str, str]]:
    """Return the text of each fold of each exercise in `hints.md`."""
    parts = _HEADING.split(read_text(chapter.hints))[1:]
    hints: dict[str, dict[str, str]] = {}
    exercise = ""
    for level, title, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if level == "##":
            exercise = title.strip()
            hints[exercise] = {}
        else:
            hints.setdefault(exercise, {})[title.strip()] = text.strip()
    return hints


def missing_folds(chapter: Chapter) -> Iterator[str]:
    """Yield a sentence for each fold that is not there or empty."""
    hints = read_hints(chapter)
    for exercise in chapter.exercises:
        for fold in FOLDS:
            if not hints.get(exercise, {}).get(fold):
                yield f"{chapter.hints.name} has no «{fold}» for {exercise}"
