"""Measures what the reference solution reaches, with many seeds: the evidence for a threshold."""

from __future__ import annotations

import inspect
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.asserting.thresholds import Threshold, assert_reaches, calibrating
from autograder.authoring.graded import source_of
from autograder.chapters import Chapter, read_text
from autograder.errors import CourseError
from autograder.grading.grader import Grader
from autograder.grading.results import Outcome, Result, State
from autograder.grading.runner import Task, graders_of, run_graders
from autograder.sandbox.walls.isolation import Launchers

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
    for grader in _with_thresholds(chapter):
        name = grader.name
        progress(name)
        start = time.monotonic()
        with calibrating(seeds) as calibration:
            outcome = _run(chapter, launchers, Task("reference", solution), grader)
        if outcome.state is not State.PASSED or calibration.threshold is None:
            raise CourseError(f"{name} failed: {outcome.message} {outcome.detail}")
        seconds = (time.monotonic() - start) / len(seeds)
        values = tuple(calibration.values)
        found.append(Measured(name, values, calibration.threshold, seconds))
    if not found:
        raise CourseError(f"{chapter.name} has no grader that uses assert_reaches")
    return found


def _with_thresholds(chapter: Chapter) -> list[Grader]:
    """Return the graders whose code, or that of what they look at, asks for a threshold."""
    return [each for each in graders_of(chapter) if any(map(_asks_for_threshold, _code_of(each)))]


def _code_of(grader: Grader) -> list[Callable[..., Any]]:
    return [grader.test, *(each.find for each in grader.observations.values())]


def _asks_for_threshold(function: Callable[..., Any]) -> bool:
    return assert_reaches.__name__ in inspect.unwrap(function).__code__.co_names


def _run(chapter: Chapter, launchers: Launchers, task: Task, grader: Grader) -> Outcome:
    results: list[Result] = []
    run_graders(chapter, launchers, [task], results.append, wanted=lambda _, each: each == grader)
    return results[0].outcomes[0]
