"""Where a student's results lie, below the folder of a run."""

from __future__ import annotations

import hashlib

LONGEST = 120  # bytes of a student's folder


def folder_name(student: str) -> str:
    """Return the name of the folder for a student's results: short, and no other student's.

    A name that is too long for a folder, or that a file beside the folders could have, such as
    grades.csv and the drafts of files, gets a digest.
    """
    data = student.encode("utf-8", "backslashreplace")
    is_free = not student.startswith(".") and not student.lower().endswith(".csv")
    if len(data) <= LONGEST and is_free and "/" not in student:
        return student
    short = data[: LONGEST - 20].decode("utf-8", "ignore").replace("/", "_")
    return f"{short}~{hashlib.sha256(data).hexdigest()[:12]}"
