"""What a sample must earn, grader by grader: computed from the chapter, typed nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.authoring.mutants import MutantLauncher, mutant_source, unheard
from autograder.authoring.samples.sample import Sample
from autograder.chapters import Chapter
from autograder.grading.grader import Grader
from autograder.grading.misconceptions import Misconception
from autograder.grading.results import Result
from autograder.grading.runner import Task, graders_of, run_graders


@dataclass(frozen=True)
class Expected:
    """The points by the name of each grader, and the (exercise, mistake) pairs that are named."""

    points: Mapping[str, float]
    named: frozenset[tuple[str, str]] = frozenset()

    @property
    def score(self) -> float:
        """The points over all graders."""
        return sum(self.points.values())


def expected(sample: Sample) -> Expected:
    """Return what a sample earns: all, nothing, or what is left where its mistakes stand in.

    Each mistake is graded in this process, alone; a grader that fails on one fails on the sample.

    Raises:
        CourseError: if the graders cannot be collected.
    """
    points = {
        each.name: 0.0 if sample.is_stub else each.points for each in graders_of(sample.chapter)
    }
    named: set[tuple[str, str]] = set()
    for mistake in sample.mistakes or ():
        result = _alone(sample.chapter, mistake)
        named |= set(result.misconceptions)
        for outcome in result.outcomes:
            points[outcome.grader] = min(points[outcome.grader], outcome.score)
    return Expected(points, frozenset(named))


def found(result: Result) -> Expected:
    """Return what a sample did earn, to be compared."""
    points = {outcome.grader: outcome.score for outcome in result.outcomes}
    return Expected(points, frozenset(result.misconceptions))


def _alone(chapter: Chapter, mistake: Misconception) -> Result:
    """Return the result of one mistake in an otherwise right submission, on its own graders.

    It costs nothing in another exercise, which `verify` proves: right functions stand in there.
    """
    results: list[Result] = []
    task = Task(mistake.name, mutant_source(chapter, mistake.name), alone=mistake.exercise)
    launcher = MutantLauncher({mistake.name: mistake})

    def is_own(task: Task, grader: Grader) -> bool:
        return grader.exercise == mistake.exercise

    with unheard():
        run_graders(chapter, launcher, [task], results.append, wanted=is_own)
    return results[0]
