"""Finds the graders that a mistake passes by luck: with one course secret, and not with another.

Graders draw their inputs from the secret. A wrong answer that happens to be right on some inputs
would earn its points in one course and lose them in the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from autograder.authoring.graded import graded_mutants
from autograder.chapters import Chapter
from autograder.grading.key import answer_key
from autograder.grading.results import State
from autograder.grading.secret import trying


def lucky(chapter: Chapter, secrets: int) -> Iterator[str]:
    """Yield a fault for each mistake and grader whose verdict hangs on the secret.

    Tries the secrets 0 … `secrets` - 1, the same in every run.
    """
    passed: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for number in range(secrets):
        with trying(f"{number:064d}".encode()):
            for mutant, result in graded_mutants(chapter, answer_key(chapter).misconceptions):
                for outcome in result.outcomes:
                    passed[mutant.name, outcome.grader][outcome.state is State.PASSED] += 1
    for (mistake, grader), times in passed.items():
        if len(times) > 1:
            yield (
                f"{mistake} passes {grader} with {times[True]} of {secrets} secrets: "
                "make the inputs show it whatever is drawn"
            )
