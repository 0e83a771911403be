"""Finds verdicts that hang on luck: so with one course secret, and otherwise with another.

Graders draw their inputs from the secret. A wrong answer that happens to be right on some inputs
would earn its points in one course and lose them in the next, or be told something untrue.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from autograder.authoring.graded import graded_mutants, graded_solution
from autograder.authoring.mistakes import faults_in
from autograder.chapters import Chapter
from autograder.grading.key import answer_key
from autograder.grading.results import State
from autograder.grading.secret import trying
from autograder.sandbox.walls.launcher import LocalLauncher


class Showing(NamedTuple):
    """What one secret showed: who passes which grader, and which mistakes hear no true name."""

    passed: Mapping[tuple[str, str], bool]  # by the answer's name and the grader's
    faults: Sequence[str]


def lucky(chapter: Chapter, secrets: int, exercise: str = "", jobs: int = 1) -> Iterator[str]:
    """Yield a fault for each verdict that hangs on the secret, and each name that does.

    Tries the secrets 0 … `secrets` - 1, the same in every run, in `jobs` processes; of one exercise
    or of all.
    """
    context = multiprocessing.get_context("spawn")  # a process with TensorFlow cannot be forked
    with ProcessPoolExecutor(min(jobs, secrets), mp_context=context) as pool:
        asked = [pool.submit(seen_with, number, chapter, exercise) for number in range(secrets)]
        showings = [each.result() for each in asked]
    yield from differences(showings)


def differences(showings: Sequence[Showing]) -> Iterator[str]:
    """Yield a fault for each verdict that is not the same with all secrets, and each wrong name."""
    passed: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for showing in showings:
        for place, verdict in showing.passed.items():
            passed[place][verdict] += 1
    for (name, grader), verdicts in passed.items():
        if len(verdicts) > 1:
            yield (
                f"{name} passes {grader} with {verdicts[True]} of {len(showings)} secrets: "
                "make the inputs show it whatever is drawn"
            )
    faults = Counter(fault for showing in showings for fault in showing.faults)
    for fault, times in faults.items():
        yield f"{fault} (with {times} of {len(showings)} secrets)"


def seen_with(number: int, chapter: Chapter, exercise: str) -> Showing:
    """Return what the solution and the known mistakes are told with the secret of that number."""
    known = [m for m in answer_key(chapter).misconceptions if exercise in ("", m.exercise)]
    with trying(f"{number:064d}".encode()):
        solution, called = graded_solution(chapter, LocalLauncher())
        mistakes = graded_mutants(chapter, known, called)
    answers = [("the solution", solution), *((entry.name, result) for entry, result in mistakes)]
    passed = {
        (name, outcome.grader): outcome.state is State.PASSED
        for name, result in answers
        for outcome in result.outcomes
    }
    return Showing(
        passed, [fault for entry, result in mistakes for fault in faults_in(entry, result)]
    )
