"""The words above a function in an exercise's room: what it is, and what it is worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from autograder.grading.grader import Terms
from autograder.grading.misconceptions import Tie

F = TypeVar("F", bound=Callable[..., Any])


def grader(
    points: float = 0, *, gate: bool = False, fresh: bool = False, seconds: float = 0
) -> Callable[[F], F]:
    """Mark a grader; the first line of its docstring is its line in the report.

    It may ask for `function` (the learner's), `right` (the reference's), `submission` and
    `reference` (the whole modules), `rng` (drawn from the course secret), and for the room's
    observations. While a `gate` fails, the exercise's later graders are not run; `fresh` asks for a
    worker that no grader has called, `seconds` for more time per call than usual.
    """
    terms = Terms(points, gate, fresh, seconds)

    def mark(test: F) -> F:
        test.grader = terms  # type: ignore[attr-defined]
        return test

    return mark


def misconception(wrong: Any = None, *, grader: str = "", unseen: str = "") -> Any:
    """Mark a function as a known wrong answer to the exercise whose room it stands in.

    Its first parameter is the right answer, its docstring is what the learner is told. It is
    recognised by its answers, unless a grader names it: `require(…, mistake="its_name")`. Where its
    answers are those of the reference (a loop that should not be there), say which `grader` only
    this mistake fails. Every mistake fails a public check, too; where none can see it, `unseen` is
    what learners read beside the tick that the checks do not look at, such as "overflow".
    """

    def mark(function: Any) -> Any:
        function.misconception = Tie(grader, unseen)
        return function

    return mark if wrong is None else mark(wrong)


def observation(find: Any = None, *, seconds: float = 0) -> Any:
    """Mark a function that finds what several graders look at, such as one training.

    A grader asks for it by its name and gets what it returned, plain data; it is called once for
    each submission, and may ask for what a grader may ask for. `seconds` is the time that each of
    its calls may take, where that is more than usual.
    """

    def mark(function: Any) -> Any:
        function.observation = seconds
        return function

    return mark if find is None else mark(find)
