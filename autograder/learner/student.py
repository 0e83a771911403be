"""The learner's name, as the folder of a submission has it: asked once, then remembered."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.errors import UsageError

_NAME = re.compile(r"[^\W_][\w.@+' -]{0,63}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # by Windows


def known_student(root: Path) -> str:
    """Return the name given before, or ""."""
    try:
        return checked_student((root / ".autograder" / "student").read_text(encoding="utf-8"))
    except (OSError, ValueError, UsageError):
        return ""


def remember_student(root: Path, student: str) -> None:
    """Keep the name for the next time, beside the learner's progress."""
    write_atomic(root / ".autograder" / "student", f"{student}\n")


def checked_student(name: str) -> str:
    """Return a name as the grader's folder will have it.

    Raises:
        UsageError: if no folder can be called so on every system.
    """
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not _NAME.fullmatch(name) or name.endswith((".", " ")) or _RESERVED.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be a folder's name: use letters, digits, spaces and . _ - @ + ' "
            "only, a letter or digit first"
        )
    return name
