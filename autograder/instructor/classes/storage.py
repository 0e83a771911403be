"""The --out folder of a class: the result of each student, where it lies, and how it is read."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.grading.results import Result
from autograder.instructor.folders import folder_name
from autograder.instructor.report.feedback import render_feedback
from autograder.instructor.report.guide import Guide


def folder_of(out: Path, chapter: str, student: str) -> Path:
    """Return the folder of a student's result."""
    return out / chapter / folder_name(student)


def read_result(path: Path) -> Result | None:
    """Return the result in a file, or None if there is none that can be read."""
    try:
        return Result.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def store(out: Path, result: Result, guide: Guide) -> None:
    """Write feedback.html, then results.json: where this one stands, the other does too."""
    folder = folder_of(out, result.chapter, result.student)
    write_atomic(folder / "feedback.html", render_feedback(result, guide))
    text = json.dumps(result.to_json(), indent=1, ensure_ascii=False)
    write_atomic(folder / "results.json", text + "\n")


def try_store(out: Path, result: Result, guide: Guide) -> Result:
    """Store a result; return it, asking for a person where something is in the way of it alone.

    Raises:
        OSError: if nothing can be written any more.
    """
    try:
        store(out, result, guide)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise
        fault = f"This was graded and not stored, {error.filename}: {error.strerror}."
        fault = f"{fault} Move what is in the way, and grade once more."
        return replace(result, refused=True, summary=fault, notes=(*result.notes, fault))
    return result


def stored_results(out: Path) -> list[Result]:
    """Return all results of earlier runs in `out`."""
    found = [read_result(path) for path in sorted(out.glob("ch*/*/results.json"))]
    return [result for result in found if result]
