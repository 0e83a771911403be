"""The hints of a chapter: three folds for each exercise."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.chapters import read_text

FOLDS = ("Nudge", "Concept", "Worked step")
_HEADING = re.compile(r"^(##|###) (.+)$", re.MULTILINE)


def read_hints(path: Path) -> dict[str, dict[str, str]]:
    """Return the text of each fold of each exercise in a file `hints.md`.

    Raises:
        CourseError: if the file is not there or not UTF-8.
    """
    parts = _HEADING.split(read_text(path))[1:]
    hints: dict[str, dict[str, str]] = {}
    exercise = ""
    for level, title, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if level == "##":
            exercise = title.strip()
            hints[exercise] = {}
        else:
            hints.setdefault(exercise, {})[title.strip()] = text.strip()
    return hints
