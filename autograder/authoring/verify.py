"""Proves a chapter sound: the solution earns all, the stub nothing, each mistake is recognised."""

from __future__ import annotations

import doctest
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.authoring.graded import graded_mutants, graded_solution, graded_stub, source_of
from autograder.authoring.stubs import make_stub
from autograder.chapters import Chapter, read_text
from autograder.folds import FOLDS, read_hints
from autograder.grading.collect import collect_checks
from autograder.grading.connection import Connections
from autograder.grading.examination import Examination
from autograder.grading.key import Key, answer_key, wanted_signatures
from autograder.grading.misconceptions import Misconception
from autograder.grading.modules import load_module
from autograder.grading.results import Outcome, Result, State, by_exercise
from autograder.sandbox.walls.isolation import Launchers
from autograder.sandbox.walls.launcher import LocalLauncher

TOTAL = 100  # points of a chapter


@dataclass(frozen=True)
class Verdict:
    """What `verify` found of a chapter; sound if there are no faults."""

    chapter: str
    graders: int
    misconceptions: int
    faults: tuple[str, ...]


def verify(chapter: Chapter, launchers: Launchers) -> Verdict:
    """Return the verdict; solution and stub run on `launchers`, the mistakes in process."""
    solution, called = graded_solution(chapter, launchers)
    known = answer_key(chapter).misconceptions
    faults = [
        *_doctest_faults(chapter),
        *_solution_faults(solution),
        *_stub_faults(graded_stub(chapter, launchers)),
        *_coverage_faults(chapter, solution, known),
        *_check_faults(chapter),
        *(
            fault
            for mutant, result in graded_mutants(chapter, known, called)
            for fault in _faults(mutant, result)
        ),
    ]
    return Verdict(chapter.name, len(solution.outcomes), len(known), tuple(faults))


def _doctest_faults(chapter: Chapter) -> Iterator[str]:
    module = load_module(chapter.solution, f"doctest_{chapter.name}")
    failed, tried = doctest.testmod(module, report=False, verbose=False)
    if failed:
        yield f"{failed} of {tried} examples in {chapter.solution.name}'s docstrings are wrong"


def _solution_faults(result: Result) -> Iterator[str]:
    if result.max_score != TOTAL:
        yield f"the graders give {result.max_score:g} points, not {TOTAL}"
    for outcome in result.outcomes:
        if outcome.state is not State.PASSED:
            yield f"the solution fails {outcome.grader}: {outcome.message} {outcome.detail}"


def _stub_faults(result: Result) -> Iterator[str]:
    for outcome in result.outcomes:
        if outcome.score:
            yield f"the untouched stub earns points from {outcome.grader}"
        if outcome.state is State.BROKEN:
            yield f"the untouched stub breaks {outcome.grader}: {outcome.detail}"


def _coverage_faults(
    chapter: Chapter, solution: Result, known: Sequence[Misconception]
) -> Iterator[str]:
    graded = by_exercise(solution.outcomes)
    for exercise in chapter.exercises:
        if exercise not in graded:
            yield f"{exercise} has no grader"
        if not any(entry.exercise == exercise for entry in known):
            yield f"{exercise} has no misconception"
    for exercise in {*graded, *(entry.exercise for entry in known)} - set(chapter.exercises):
        yield f"{exercise} is graded, but it is no exercise of {chapter.solution.name}"
    yield from _missing_folds(chapter)


def _missing_folds(chapter: Chapter) -> Iterator[str]:
    """Yield a sentence for each fold of the hints that is not there or empty."""
    hints = read_hints(chapter.hints)
    for exercise in chapter.exercises:
        for fold in FOLDS:
            if not hints.get(exercise, {}).get(fold):
                yield f"{chapter.hints.name} has no «{fold}» for {exercise}"


def _check_faults(chapter: Chapter) -> Iterator[str]:
    form, checks = Key(wanted_signatures(chapter)), collect_checks(chapter.checks)
    for name, text in (("solution", read_text(chapter.solution)), ("stub", make_stub(chapter))):
        connections = Connections(LocalLauncher(), source_of(chapter, text))
        outcomes = Examination(connections, form, public=True).run_all(checks)
        yield from _wrong_checks(chapter, name, outcomes)


def _wrong_checks(chapter: Chapter, name: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    passing = name == "solution"
    for outcome in outcomes:
        if (outcome.state is State.PASSED) != passing:
            verb = "fails" if passing else "passes"
            yield f"the {name} {verb} the check {outcome.grader}: {outcome.message}"
    for exercise in set(chapter.exercises) - {outcome.exercise for outcome in outcomes}:
        yield f"{exercise} has no check"


def _faults(mutant: Misconception, result: Result) -> Iterator[str]:
    lost = [outcome for outcome in result.outcomes if outcome.state is not State.PASSED]
    here = [outcome for outcome in lost if outcome.exercise == mutant.exercise]
    for outcome in lost:
        if outcome.state is State.BROKEN:
            yield f"{mutant.name} breaks {outcome.grader}: {outcome.detail}"
        elif outcome.exercise != mutant.exercise:
            yield f"{mutant.name} loses points in {outcome.exercise} too: {outcome.grader}"
    if not here:
        yield f"{mutant.name} loses no point in {mutant.exercise}: write a grader that sees it"
    elif names := {str(o.misconception) for o in here if o.misconception != mutant.name} - {"None"}:
        yield f"{mutant.name} is taken for {', '.join(sorted(names))}"
    elif not any(outcome.misconception for outcome in here):
        yield f"{mutant.name} is not recognised: its message is never shown"
