"""Runs a chapter's graders on many submissions, each in an examination of its own."""

from __future__ import annotations

import dataclasses
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from autograder.chapters import Chapter
from autograder.errors import AutograderError, CourseError
from autograder.grading.connections import Connections
from autograder.grading.endings import load_error_text
from autograder.grading.examination import Examination, Listen
from autograder.grading.grader import Grader
from autograder.grading.key import answer_key
from autograder.grading.results import Outcome, Result, State
from autograder.grading.verdicts import not_run
from autograder.sandbox.walls.isolation import Launchers
from autograder.sandbox.worker.loading import Source


@dataclass(frozen=True)
class Task:
    """One submission to grade: its source, or the reason why there is none."""

    student: str
    source: Source | None
    digest: str = ""
    refusal: str = ""  # what to tell the student
    suspicious: bool = False  # the refusal is one that a person should look at
    notes: tuple[str, ...] = ()
    handed_in: str = ""  # when, as ISO 8601
    origin: str = ""  # the name that says whose it is, as a system gave it
    alone: str = ""  # an exercise that stands on right functions already: none are given to it


def run_graders(
    chapter: Chapter,
    launchers: Launchers,
    tasks: Iterable[Task],
    done: Callable[[Result], None],
    wanted: Callable[[Task, Grader], bool] = lambda task, grader: True,
    listen: Listen = lambda grader, calls: None,
) -> None:
    """Grade each task on the chapter's graders and hand its result to `done`.

    `wanted` chooses the graders of a task; `listen` is told the calls of each.

    Raises:
        CourseError: if the graders cannot be collected.
    """
    graders = graders_of(chapter)
    for task in tasks:
        chosen = [grader for grader in graders if wanted(task, grader)]
        start = time.perf_counter()
        try:
            result = _grade(chapter, launchers, task, chosen, listen)
        except AutograderError:
            raise
        except Exception as error:  # a fault of ours ends this submission only
            result = _faulty(chapter, launchers, task, error)
        done(dataclasses.replace(result, seconds=round(time.perf_counter() - start, 2)))


def graders_of(chapter: Chapter) -> tuple[Grader, ...]:
    """Return the graders of a chapter in the order of its exercises.

    Raises:
        CourseError: if they cannot be collected, or there are none.
    """
    found = [grader for room in answer_key(chapter).rooms.values() for grader in room.graders]
    if not found:
        raise CourseError(f"{chapter.graders} holds no grader: write one, or run `autograder new`")
    return tuple(found)


def points_of(chapter: Chapter) -> dict[str, float]:
    """Return the points of each exercise: the sum over its hidden graders, {} where none are.

    Raises:
        CourseError: if the graders cannot be collected.
    """
    rooms = answer_key(chapter).rooms
    return {name: sum(each.points for each in room.graders) for name, room in rooms.items()}


def _grade(
    chapter: Chapter, launchers: Launchers, task: Task, graders: Sequence[Grader], listen: Listen
) -> Result:
    """Return the result of one submission."""
    if task.source is None:
        found, summary = not_run(graders, task.refusal), task.refusal
        errors, kept_back = [], []
    else:
        key = answer_key(chapter)
        given = {name: each for name, each in key.given.items() if name != task.alone}
        key = dataclasses.replace(key, given=given)
        connections = Connections(launchers, task.source, key.packages)
        examination = Examination(connections, key, diagnose_at_once=False, listen=listen)
        found = examination.run_all(graders)
        errors = [load_error_text(error) for error in connections.errors]
        kept_back = [
            f"{error.name} in a later load said: {error.kept_back}"
            for error in connections.errors
            if error.kept_back
        ]
        summary = _summary(found, errors)
    return Result(
        chapter=chapter.name,
        student=task.student,
        outcomes=found,
        isolation=launchers.level,
        # What could not be judged is tried again in the next run.
        digest="" if any(each.state is State.BROKEN for each in found) else task.digest,
        summary=summary,
        notes=(*task.notes, *errors, *kept_back),
        refused=task.suspicious,
        handed_in=task.handed_in,
        origin=task.origin,
    )


def _faulty(chapter: Chapter, launchers: Launchers, task: Task, error: Exception) -> Result:
    """Return the result of a submission over which the engine itself failed: no score."""
    return Result(
        chapter=chapter.name,
        student=task.student,
        outcomes=(),
        isolation=launchers.level,
        summary="This could not be graded. Your instructor has been told.",
        notes=("".join(traceback.format_exception(error, limit=-3))[-2000:],),
        refused=True,
    )


def _summary(outcomes: Sequence[Outcome], errors: Sequence[str]) -> str:
    """Return a sentence or two for the learner about the whole submission."""
    passed = sum(outcome.state is State.PASSED for outcome in outcomes)
    text = f"{passed} of {len(outcomes)} tests passed."
    return f"{text} {errors[0]}" if errors and passed < len(outcomes) else text
