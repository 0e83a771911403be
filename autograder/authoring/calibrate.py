"""Measures what the reference solution reaches, with many seeds: the evidence for a threshold."""

from __future__ import annotations

import ast
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from autograder.authoring.verify import source_of
from autograder.chapters import Chapter, read_text
from autograder.errors import CourseError
from autograder.grading.examination import Grader
from autograder.grading.results import Outcome, Result, State
from autograder.grading.runner import Task, run_graders
from autograder.grading.thresholds import Threshold, calibrating
from autograder.sandbox.isolation import Launchers

MOST = 0.001  # of honest answers may miss a bar
SEEDS = 20  # that evidence needs at least


@dataclass(frozen=True)
class Measured:
    """What one grader's training reached with each seed."""

    grader: str
    values: tuple[float, ...]
    stored: Threshold  # as it is written in the grader's file
    seconds: float  # of one training with its judgement, on average

    @property
    def found(self) -> Threshold:
        """The threshold as it should be written: the same bar, with what was measured now."""
        return replace(
            self.stored,
            mean=round(statistics.fmean(self.values), 4),
            deviation=round(statistics.stdev(self.values), 4),
            seeds=len(self.values),
        )

    @property
    def fault(self) -> str:
        """What is wrong with the bar, or nothing."""
        found = self.found
        if found.false_fail_rate > MOST:
            return f"{found.false_fail_rate:.2%} of honest answers would miss the bar {found.bar:g}"
        if found.is_met_by(found.baseline):
            return f"a guess reaches the bar: the baseline is {found.baseline:g}"
        # Another machine rounds otherwise: the mean of many seeds moves by its own uncertainty.
        moved = abs(found.mean - self.stored.mean)
        if moved > 3 * found.deviation / math.sqrt(found.seeds) or self.stored.seeds < SEEDS:
            return "the evidence beside the grader is not this: write the line above"
        return ""


def calibrate(
    chapter: Chapter,
    launchers: Launchers,
    seeds: Sequence[int],
    progress: Callable[[str], None] = lambda grader: None,
) -> list[Measured]:
    """Return what each grader with a threshold measures of the reference solution.

    Raises:
        CourseError: if a grader fails on the reference, or none has a threshold.
    """
    solution = source_of(chapter, read_text(chapter.solution))
    found: list[Measured] = []
    for name in _with_thresholds(chapter):
        progress(name)
        start = time.monotonic()
        with calibrating(seeds) as calibration:
            outcome = _run(chapter, launchers, Task("reference", solution), name)
        if outcome.state is not State.PASSED or calibration.threshold is None:
            raise CourseError(f"{name} failed: {outcome.message} {outcome.detail}")
        seconds = (time.monotonic() - start) / len(seeds)
        values = tuple(calibration.values)
        found.append(Measured(name, values, calibration.threshold, seconds))
    if not found:
        raise CourseError(f"{chapter.name} has no grader that uses assert_reaches")
    return found


def _with_thresholds(chapter: Chapter) -> list[str]:
    """Return the graders whose code asks for a threshold."""
    tree = ast.parse(read_text(chapter.graders))
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(n, ast.Name) and n.id == "assert_reaches" for n in ast.walk(node))
    ]


def _run(chapter: Chapter, launchers: Launchers, task: Task, grader: str) -> Outcome:
    results: list[Result] = []

    def is_it(task: Task, each: Grader) -> bool:
        return each.name == grader

    run_graders(chapter, launchers, [task], results.append, wanted=is_it)
    if not results or not results[0].outcomes:
        raise CourseError(f"{grader} is not a test that can be run by its name alone")
    return results[0].outcomes[0]
