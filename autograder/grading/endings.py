"""A sentence for each way in which a submission's file or worker comes to its end."""

from __future__ import annotations

import re
import sys

from autograder.errors import WorkerDied, WorkerError, WorkerTimeout
from autograder.grading.failure import Failure, Raised
from autograder.grading.remedies import GET_KERAS
from autograder.sandbox.worker.limits import KERAS

NEWER = r"\s*(type\s+\w+(\[.*\])?\s*=|(async\s+)?(def|class)\s+\w+\[)"  # of Python 3.12
SLOW = (
    "is there an endless loop? If it would end, it takes far more steps than it needs: NumPy goes "
    "over whole arrays at once"
)


def load_error_text(error: Raised, line: str = "") -> str:
    """Return why a cell of the file stopped at a `line`."""
    where = f"{error.file}, line {error.line}" if error.place else "The file"
    if error.is_a("SyntaxError"):
        shown = f"\n    {line.strip():.100}" if line.strip() else ""
        version = _older(error.message, line)
        said = error.message + (_open(error, line) or ".")
        return f"{where}: this is not valid Python{version}: {said}{shown}"
    if error.is_a("ModuleNotFoundError") and any(f"'{name}'" in error.message for name in KERAS):
        return f"{where}: TensorFlow is not installed: {GET_KERAS}."
    said = f": {error.message}" if error.message else "."
    return f"{where}: it stopped there with {error.name}{said}"


def _open(error: Raised, line: str) -> str:
    """Return a question where Python finds no word for a bracket that a line leaves open."""
    unequal = any(line.count(begin) > line.count(end) for begin, end in ("()", "[]", "{}"))
    is_vague = error.message.startswith("invalid syntax")
    return "; is a bracket of this line not closed?" * (unequal and is_vague)


def _older(message: str, line: str) -> str:
    """Return the version that reads a file, where a newer one might take the line."""
    is_newer = message.startswith("f-string") or re.match(NEWER, line)
    return f" {sys.version_info[0]}.{sys.version_info[1]}, which runs here" if is_newer else ""


def ended(label: str, error: WorkerError, seconds: float) -> Failure:
    """Return the learner's sentence for each way in which a worker fails."""
    if isinstance(error, WorkerTimeout):
        message = f"`{label}` did not return within {seconds:.3g} s."
        return Failure(message, hint=SLOW, blocks=True)
    if isinstance(error, WorkerDied):
        hint = next((text for start, text in _DEATHS.items() if str(error).startswith(start)), "")
        return Failure(f"`{label}` gave no answer: {error}.", detail=error.detail, hint=hint)
    return Failure(f"`{label}` answered with something the course cannot read.", detail=str(error))


_DEATHS = {
    "it ended": "a function returns its answer; it never ends Python",
    "it used more memory": "is an array far larger than the result, or a list without end?",
    "it crashed": "very deep recursion can do this",
}
