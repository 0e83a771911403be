"""Finds the graders that a mistake passes by luck: with one course secret, and not with another.

Graders draw their inputs from the secret. A wrong answer that happens to be right on some inputs
would earn its points in one course and lose them in the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from autograder.authoring.graded import graded_mutants, graded_solution
from autograder.chapters import Chapter
from autograder.grading.key import answer_key
from autograder.grading.results import State
from autograder.grading.secret import trying
from autograder.sandbox.walls.launcher import LocalLauncher


def lucky(chapter: Chapter, secrets: int, exercise: str = "") -> Iterator[str]:
    """Yield a fault for each grader whose verdict hangs on the secret, on a mistake or a right one.

    Tries the secrets 0 … `secrets` - 1, the same in every run; of one exercise or of all.
    """
    passed: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    known = [m for m in answer_key(chapter).misconceptions if exercise in ("", m.exercise)]
    for number in range(secrets):
        with trying(f"{number:064d}".encode()):
            solution, called = graded_solution(chapter, LocalLauncher())
            answers = [(m.name, result) for m, result in graded_mutants(chapter, known, called)]
            for name, result in [("the solution", solution), *answers]:
                for outcome in result.outcomes:
                    passed[name, outcome.grader][outcome.state is State.PASSED] += 1
    for (name, grader), times in passed.items():
        if len(times) > 1:
            yield (
                f"{name} passes {grader} with {times[True]} of {secrets} secrets: "
                "make the inputs show it whatever is drawn"
            )
