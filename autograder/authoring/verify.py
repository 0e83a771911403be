"""Proves a chapter sound: the solution earns all, the stub nothing, each mistake is recognised."""

from __future__ import annotations

import doctest
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.authoring.hints import missing_folds
from autograder.authoring.mutants import MutantLauncher, mutant_source, unheard
from autograder.authoring.stubs import make_stub
from autograder.chapters import Chapter, read_text
from autograder.grading.connection import Connections
from autograder.grading.examination import Examination, Grader, Key
from autograder.grading.misconceptions import Misconception
from autograder.grading.results import Outcome, Result, State, by_exercise
from autograder.grading.runner import Task, run_checks, run_graders
from autograder.grading.setup import answer_key, load_module
from autograder.grading.transcript import Call
from autograder.sandbox.isolation import Launchers
from autograder.sandbox.launcher import LocalLauncher
from autograder.sandbox.loading import Cell, Source

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
    solution, stub = _solution_and_stub(chapter, launchers)
    known = answer_key(chapter).misconceptions
    faults = [
        *_doctest_faults(chapter),
        *_solution_faults(solution),
        *_stub_faults(stub),
        *_coverage_faults(chapter, solution, known),
        *_check_faults(chapter),
        *(
            fault
            for mutant, result in graded_mutants(chapter, known)
            for fault in _faults(mutant, result)
        ),
    ]
    return Verdict(chapter.name, len(solution.outcomes), len(known), tuple(faults))


def _solution_and_stub(chapter: Chapter, launchers: Launchers) -> tuple[Result, Result]:
    results: list[Result] = []
    tasks = [
        Task("solution", source_of(chapter, read_text(chapter.solution))),
        Task("stub", source_of(chapter, make_stub(chapter))),
    ]
    run_graders(chapter, launchers, tasks, results.append)
    return results[0], results[1]


def source_of(chapter: Chapter, text: str) -> Source:
    """Return a text as a submission of a chapter."""
    return Source(chapter.module, (Cell(f"{chapter.module}.py", text),))


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
    yield from missing_folds(chapter)


def _check_faults(chapter: Chapter) -> Iterator[str]:
    signatures = Key(answer_key(chapter).signatures)
    for name, text in (("solution", read_text(chapter.solution)), ("stub", make_stub(chapter))):
        connections = Connections(LocalLauncher(), source_of(chapter, text))
        outcomes = run_checks(chapter.checks, Examination(connections, signatures, public=True))
        yield from _wrong_checks(chapter, name, outcomes)


def _wrong_checks(chapter: Chapter, name: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    passing = name == "solution"
    for outcome in outcomes:
        if (outcome.state is State.PASSED) != passing:
            verb = "fails" if passing else "passes"
            yield f"the {name} {verb} the check {outcome.grader}: {outcome.message}"
    for exercise in set(chapter.exercises) - {outcome.exercise for outcome in outcomes}:
        yield f"{exercise} has no check"


# Misconceptions -----------------------------------------------------------------------------


def graded_mutants(
    chapter: Chapter, known: Sequence[Misconception]
) -> list[tuple[Misconception, Result]]:
    """Return each misconception with its result in an otherwise right submission.

    It is run on the graders that call its exercise's function: for the others it is the solution.
    """
    results: list[Result] = []
    by_name = {entry.name: entry for entry in known}
    called = _functions_called(chapter, mutant_source(chapter, chapter.module))

    def calls_it(task: Task, grader: Grader) -> bool:
        entry = by_name[task.student]
        # A long training is run for those mistakes only that it is there to recognise.
        told_by = entry.grader or entry.named_by
        too_long = grader.seconds and told_by and told_by != grader.name
        return entry.exercise in called[grader.name] and not too_long

    tasks = [Task(name, mutant_source(chapter, name)) for name in by_name]
    with unheard():
        run_graders(chapter, MutantLauncher(by_name), tasks, results.append, wanted=calls_it)
    return list(zip(by_name.values(), results, strict=True))


def _functions_called(chapter: Chapter, source: Source) -> dict[str, set[str]]:
    """Return the functions of the submission that each grader calls."""
    called: dict[str, set[str]] = {}

    def note(grader: str, calls: Sequence[Call]) -> None:
        called[grader] = {call.function for call in calls}

    run_graders(chapter, LocalLauncher(), [Task("-", source)], lambda result: None, listen=note)
    return called


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
