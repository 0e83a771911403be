"""What grades a class: slots on this machine, or the workers of a cluster; both look the same."""

from __future__ import annotations

import itertools
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, Self

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

    def grade(self, chapter: Chapter, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the result of each task as soon as it is there, in any order.

        Tasks are taken when they are wanted: those of a large class are never there all at once.

        Raises:
            AutograderError: if what it needs does not work or the graders are wrong.
        """


class Numbered(NamedTuple):
    """A task with its number in the class."""

    number: int
    task: Task


class TaskQueue:
    """Tasks that wait: new ones, and before them those whose process or worker has died."""

    def __init__(self, tasks: Iterable[Task], tries: int) -> None:
        self._new = enumerate(tasks)
        self._ahead: deque[Numbered] = deque()
        self._deaths: Counter[int] = Counter()
        self.tries = tries

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        if not self._ahead:
            self._ahead.extend(Numbered(*each) for each in itertools.islice(self._new, 1))
        return not self._ahead

    def take(self) -> Numbered | None:
        """Return the next task; None if there is none."""
        return None if self.is_empty else self._ahead.popleft()

    def take_back(self, one: Numbered) -> bool:
        """Take back a task over which a process has died; False if that was once too often."""
        self._deaths[one.number] += 1
        if self._deaths[one.number] >= self.tries:
            return False
        self._ahead.append(one)
        return True


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
