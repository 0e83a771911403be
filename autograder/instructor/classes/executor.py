"""What grades a class: slots on this machine, or the workers of a cluster; both look the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self

from autograder.chapters import Chapter
from autograder.grading.results import Result
from autograder.grading.runner import Task

DIED_TWICE = "The grading process died twice on this submission."


@dataclass(frozen=True)
class Setting:
    """How a class is graded."""

    isolation: str = "sandbox"
    limits: dict[str, float] = field(default_factory=dict)  # that differ from the usual ones
    jobs: int = 1

    @classmethod
    def of(cls, isolation: str, jobs: int, timeout: float, memory: int) -> Setting:
        """Return a setting as commands take it: 0 is one job per processor, the usual limit."""
        limits: dict[str, float] = {}
        if timeout:
            limits |= {"call_seconds": timeout, "load_seconds": max(timeout, 5.0)}
        if memory:
            limits["memory"] = memory
        return cls(isolation, limits, jobs or os.cpu_count() or 1)


class Executor(Protocol):
    """Grades tasks, several at a time; used in a `with`, which ends what it has started."""

    @property
    def setting(self) -> Setting:
        """How it grades."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def grade(self, chapter: Chapter, tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task as soon as it is there, in any order.

        Raises:
            AutograderError: if what it needs does not work or the graders are wrong.
        """


def given_up(chapter: Chapter, task: Task, setting: Setting) -> Result:
    """Return the result of a submission on which the processes of the engine itself have died."""
    return Result(
        chapter=chapter.name,
        student=task.student,
        outcomes=(),
        isolation=setting.isolation,
        digest="",  # tried again in the next run
        summary="This could not be graded. Your instructor has been told.",
        notes=(DIED_TWICE,),
        refused=True,
    )
