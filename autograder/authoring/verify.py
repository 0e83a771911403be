"""Proves a chapter sound: the solution earns all, the stub nothing, each mistake is recognised."""

from __future__ import annotations

import doctest
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.authoring.checked import check_faults, checked_answers
from autograder.authoring.graded import graded_solution, graded_stub
from autograder.authoring.mistakes import Trials
from autograder.authoring.mutation.tried import MutantTrial, Tried
from autograder.authoring.promises import Heard
from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.folds import FOLDS, read_hints
from autograder.grading.key import answer_key
from autograder.grading.modules import load_module
from autograder.grading.results import Result, State
from autograder.grading.rooms import Room
from autograder.grading.wording import meant
from autograder.sandbox.walls.isolation import Launchers
from autograder.sandbox.worker.limits import KERAS

TOTAL = 100  # points of a chapter


@dataclass(frozen=True)
class Proof:
    """What was found of one exercise, or of a chapter as a whole; sound if there are no faults.

    `kinds` counts the graders by which of the declared ones they are; `mutants` is what is known of
    generated ones, if that was asked for.
    """

    name: str
    points: float
    kinds: Mapping[str, int]
    misconceptions: int
    faults: tuple[str, ...]
    mutants: Tried = field(default_factory=Tried)


def verify(
    chapter: Chapter,
    launchers: Launchers,
    exercise: str = "",
    trial: MutantTrial | None = None,
    jobs: int = 1,
    *,
    brief: bool = False,
) -> Iterator[Proof]:
    """Yield the proof of each exercise as it is found, or of one alone, and last the chapter's.

    Solution and stub run on `launchers`, the mistakes in process, or in `jobs` processes where an
    exercise takes TensorFlow: there they are most of the work, of which `brief` leaves a sample.
    Generated mutants are tried by `trial`, if there is one. What follows from a fault is left out:
    where the solution itself fails, mistakes are not tried.

    Raises:
        UsageError: if there is no such exercise.
        CourseError: if a file of the chapter cannot be used.
    """
    _require_exercise(chapter, exercise)
    whole = _whole(chapter) if not exercise else ()
    heard = Heard(chapter)
    solution, called = graded_solution(chapter, launchers, heard.note)
    stub, checked = graded_stub(chapter, launchers, exercise), checked_answers(chapter)
    names = (exercise,) if exercise else chapter.exercises
    jobs = jobs if _takes_keras(chapter, names) else 1
    with Trials(chapter, called, jobs, brief=brief) as trials:
        for name in names:
            room = answer_key(chapter).rooms.get(name, Room())
            faults = [*_answer_faults(name, solution, stub), *check_faults(name, checked)]
            if not (faults := [*faults, *_missing(chapter, name, room)]):
                faults = [*trials.faults(name), *heard.faults(name)]
            tried = trial.of(name) if trial and not faults else Tried()
            yield _proof(name, [room], [*faults, *tried.faults], tried)
    if not exercise:
        whole = [*whole, *_wrong_total(solution.max_score)]
        yield _proof(chapter.name, answer_key(chapter).rooms.values(), whole)


def _wrong_total(points: float) -> list[str]:
    return [f"the graders give {points:g} points, not {TOTAL}"] if points != TOTAL else []


def _require_exercise(chapter: Chapter, exercise: str) -> None:
    """Raise UsageError if an exercise is named and there is none of that name."""
    if exercise and exercise not in chapter.exercises:
        known = meant(exercise, chapter.exercises)
        raise UsageError(f"{chapter.name} has no exercise {exercise!r}: {known}")


def _takes_keras(chapter: Chapter, exercises: Iterable[str]) -> bool:
    return any(answer_key(chapter).packages[name] == KERAS for name in exercises)


def _proof(
    name: str, rooms: Iterable[Room], faults: Sequence[str], tried: Tried | None = None
) -> Proof:
    rooms = list(rooms)
    graders = [grader for room in rooms for grader in room.graders]
    return Proof(
        name,
        sum(grader.points for grader in graders),
        Counter(grader.terms.kind for grader in graders),
        sum(len(room.misconceptions) for room in rooms),
        tuple(faults),
        tried or Tried(),
    )


def _whole(chapter: Chapter) -> Sequence[str]:
    """Return what is wrong with the chapter's files, whatever the exercise."""
    module = load_module(chapter.solution, f"doctest_{chapter.name}")
    failed, tried = doctest.testmod(module, report=False, verbose=False)
    place = chapter.solution.name
    return [f"{failed} of {tried} examples in {place}'s docstrings are wrong"] if failed else []


def _answer_faults(exercise: str, solution: Result, stub: Result) -> Iterator[str]:
    """Yield where the solution loses a point, or the stub earns one."""
    for outcome in solution.outcomes:
        if outcome.exercise == exercise and outcome.state is not State.PASSED:
            yield f"the solution fails {outcome.grader}: {outcome.message} {outcome.detail}"
    for outcome in stub.outcomes:
        if outcome.exercise == exercise and outcome.score:
            yield f"the untouched stub earns points from {outcome.grader}"
        if outcome.exercise == exercise and outcome.state is State.BROKEN:
            yield f"the untouched stub breaks {outcome.grader}: {outcome.detail}"


def _missing(chapter: Chapter, exercise: str, room: Room) -> Iterator[str]:
    """Yield what an author has not written yet."""
    if not room.graders:
        yield f"{exercise} has no grader"
    if not room.misconceptions:
        yield f"{exercise} has no misconception"
    folds = read_hints(chapter.hints).get(exercise, {})
    for fold in FOLDS:
        if not folds.get(fold):
            yield f"{chapter.hints.name} has no «{fold}» for {exercise}"
