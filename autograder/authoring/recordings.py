"""Records what each known wrong answer answers to the public checks, for learners' machines."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Sequence

from autograder.authoring.mutants import MutantLauncher, mutant_source, unheard
from autograder.chapters import RECORDED, Chapter
from autograder.grading.connection import Connections
from autograder.grading.examination import Examination, Key
from autograder.grading.misconceptions import Misconception
from autograder.grading.recorded import RecordedMistake, answers_to, failing_call, to_json
from autograder.grading.results import State
from autograder.grading.runner import RunChecks, collect_checks
from autograder.grading.setup import answer_key
from autograder.grading.transcript import Call
from autograder.sandbox.limits import NUMPY

FORM = b"2"  # of the recording: another one is made anew


def recorded_mistakes(chapter: Chapter) -> bytes:
    """Return the file of a chapter's recorded mistakes.

    It is made anew only when solution, checks or misconceptions have changed: it takes seconds.

    Raises:
        CourseError: if the checks or misconceptions cannot be used.
    """
    made_from = _digest(chapter)
    path = chapter.exercises_folder / RECORDED
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        before = path.read_bytes()
        if json.loads(before)["made_from"] == made_from:
            return before
    contents = {"made_from": made_from, "mistakes": to_json(record(chapter))}
    return f"{json.dumps(contents, indent=1, ensure_ascii=False)}\n".encode()


def record(chapter: Chapter) -> list[RecordedMistake]:
    """Return the known mistakes that the checks see, each with its answers to their calls."""
    key = answer_key(chapter)
    known = {
        entry.name: entry
        for entry in key.misconceptions
        if not (entry.grader or entry.named_by)  # its answers are the right ones, or a network
        and key.packages[entry.exercise] == NUMPY
    }
    found: list[RecordedMistake] = []

    def record_all(run: RunChecks) -> None:
        launcher = MutantLauncher(known)
        for entry in known.values():
            found.extend(_recorded(chapter, entry, launcher, run))

    with unheard():
        collect_checks(chapter.checks, record_all)
    return found


def _recorded(
    chapter: Chapter, entry: Misconception, launcher: MutantLauncher, run: RunChecks
) -> Iterator[RecordedMistake]:
    by_check: dict[str, list[Call]] = {}

    def note(check: str, made: Sequence[Call]) -> None:
        by_check[check] = [call for call in made if call.function == entry.exercise]

    connections = Connections(launcher, mutant_source(chapter, entry.name))
    form = Key(answer_key(chapter).signatures)
    outcomes = run(Examination(connections, form, public=True, listen=note), entry.exercise)
    failed = [outcome.grader for outcome in outcomes if outcome.state is State.FAILED]
    if failed:
        answers = answers_to(call for calls in by_check.values() for call in calls)
        fails = {check: failing_call(by_check[check]) for check in failed}
        yield RecordedMistake(entry.exercise, entry.name, entry.message, answers, fails)


def _digest(chapter: Chapter) -> str:
    files = (chapter.solution, chapter.checks, chapter.misconceptions)
    data = [FORM, *(path.read_bytes() for path in files if path.exists())]
    return hashlib.sha256(b"\0".join(data)).hexdigest()
