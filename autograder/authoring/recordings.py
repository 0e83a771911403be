"""Records what each known wrong answer answers to the public checks, for learners' machines."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
from collections.abc import Iterator, Sequence

from autograder.authoring.checked import checked_mistake
from autograder.chapters import RECORDED, Chapter
from autograder.errors import CourseError
from autograder.grading.grader import Grader
from autograder.grading.key import answer_key
from autograder.grading.misconceptions import Misconception
from autograder.grading.recorded import RecordedMistake, answers_to, failing_call, to_json
from autograder.grading.results import State
from autograder.grading.transcript import Call
from autograder.sandbox.worker.limits import KERAS, NUMPY

FORM = b"4"  # of the recording: another one is made anew


def recorded_mistakes(chapter: Chapter) -> bytes:
    """Return the file of a chapter's recorded mistakes.

    It is made anew only when solution, checks or misconceptions have changed: it takes seconds.

    Raises:
        CourseError: if the checks or misconceptions cannot be used, or TensorFlow is missing.
    """
    made_from = _digest(chapter)
    path = chapter.exercises_folder / RECORDED
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        before = path.read_bytes()
        if json.loads(before)["made_from"] == made_from:
            return before
    contents = {"made_from": made_from, **to_json(record(chapter))}
    return f"{json.dumps(contents, indent=1, ensure_ascii=False)}\n".encode()


def record(chapter: Chapter) -> list[RecordedMistake]:
    """Return the known mistakes that the checks see, each with its answers to their calls."""
    key = answer_key(chapter)
    if KERAS in key.packages.values() and importlib.util.find_spec("tensorflow") is None:
        reason = "its solution needs TensorFlow, which is not installed: run `make build`"
        raise CourseError(f"{chapter.name} cannot be recorded: {reason}")
    known = [
        entry
        for entry in key.misconceptions
        if entry.shows_in_answers and key.packages[entry.exercise] == NUMPY
    ]
    return [recorded for entry in known for recorded in _recorded(chapter, entry)]


def _recorded(chapter: Chapter, entry: Misconception) -> Iterator[RecordedMistake]:
    by_check: dict[str, list[Call]] = {}

    def note(check: Grader, made: Sequence[Call]) -> None:
        by_check[check.name] = [call for call in made if call.function == entry.exercise]

    outcomes = checked_mistake(chapter, entry, note)
    failed = [outcome.grader for outcome in outcomes if outcome.state is State.FAILED]
    if failed:
        answers = answers_to(call for calls in by_check.values() for call in calls)
        fails = {check: failing_call(by_check[check]) for check in failed}
        yield RecordedMistake(entry.exercise, entry.name, entry.message, answers, fails)


def _digest(chapter: Chapter) -> str:
    files = (chapter.solution, chapter.checks, *sorted(chapter.graders.glob("*.py")))
    data = [FORM, *(path.read_bytes() for path in files if path.exists())]
    return hashlib.sha256(b"\0".join(data)).hexdigest()
