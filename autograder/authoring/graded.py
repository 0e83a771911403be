"""A chapter's own answers graded: the solution, the stub, and each known mistake."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from autograder.authoring.mutants import MutantLauncher, mutant_source, unheard
from autograder.authoring.stubs import make_stub
from autograder.chapters import Chapter, read_text
from autograder.grading.examination import Listen
from autograder.grading.grader import Grader
from autograder.grading.misconceptions import Misconception
from autograder.grading.results import Result
from autograder.grading.runner import Task, graders_of, run_graders
from autograder.grading.transcript import Call
from autograder.sandbox.walls.isolation import Launchers
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source

Called = Mapping[str, Collection[str]]  # by grader: the submission's functions that it calls


def source_of(chapter: Chapter, text: str) -> Source:
    """Return a text as a submission of a chapter."""
    return Source(chapter.module, (Cell(f"{chapter.module}.py", text),))


def graded_solution(
    chapter: Chapter, launchers: Launchers, listen: Listen = lambda grader, calls: None
) -> tuple[Result, Called]:
    """Return the result of the solution, and what each grader called of it."""
    called: dict[str, set[str]] = {}

    def note(grader: Grader, calls: Sequence[Call]) -> None:
        called[grader.name] = {call.function for call in calls}
        listen(grader, calls)

    results: list[Result] = []
    task = Task("solution", source_of(chapter, read_text(chapter.solution)))
    run_graders(chapter, launchers, [task], results.append, listen=note)
    return results[0], called


def graded_stub(chapter: Chapter, launchers: Launchers, exercise: str = "") -> Result:
    """Return the result of the untouched stub, on all graders or on those of one exercise."""
    results: list[Result] = []
    task = Task("stub", source_of(chapter, make_stub(chapter)))

    def is_asked(task: Task, grader: Grader) -> bool:
        return exercise in ("", grader.exercise)

    run_graders(chapter, launchers, [task], results.append, wanted=is_asked)
    return results[0]


def graded_mutants(
    chapter: Chapter, known: Sequence[Misconception], called: Called | None = None
) -> list[tuple[Misconception, Result]]:
    """Return each misconception with its result in an otherwise right submission.

    It is run on the graders that call its exercise's function, by `called`: for the others it is
    the solution. A long training is run only for a mistake that the other graders do not name.
    """
    called = called or graded_solution(chapter, LocalLauncher())[1]
    graders = graders_of(chapter)
    short = {grader.name for grader in graders if not grader.is_long}
    results = _run(chapter, known, called, short)
    long = {grader.name for grader in graders} - short
    unsure = [entry for entry in known if not _is_named(entry, results[_key(entry)])]
    for name, more in _run(chapter, unsure, called, long).items() if long else ():
        found = {each.grader: each for each in (*results[name].outcomes, *more.outcomes)}
        ordered = tuple(found[each.name] for each in graders if each.name in found)
        results[name] = dataclasses.replace(results[name], outcomes=ordered)
    return [(entry, results[_key(entry)]) for entry in known]


def _key(entry: Misconception) -> str:
    """Return a name that no mistake of another exercise has."""
    return f"{entry.exercise}__{entry.name}"


def _run(
    chapter: Chapter, known: Sequence[Misconception], called: Called, wanted: Collection[str]
) -> dict[str, Result]:
    """Return the results of mistakes, by `_key`, on some of the graders that call them."""
    by_name = {_key(entry): entry for entry in known}

    def calls_it(task: Task, grader: Grader) -> bool:
        exercise = by_name[task.student].exercise
        return grader.name in wanted and exercise in called[grader.name]

    results: list[Result] = []
    tasks = [
        Task(name, mutant_source(chapter, name), alone=entry.exercise)
        for name, entry in by_name.items()
    ]
    with unheard():
        run_graders(chapter, MutantLauncher(by_name), tasks, results.append, wanted=calls_it)
    return {result.student: result for result in results}


def _is_named(entry: Misconception, result: Result) -> bool:
    return (entry.exercise, entry.name) in result.misconceptions
