"""Slots: processes that each grade one submission after the other with a warm worker.

A slot that dies is replaced; a submission on which two slots died ends as *needs review*.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from autograder.chapters import Chapter
from autograder.errors import AutograderError, GradingError
from autograder.grading.results import Result
from autograder.grading.runner import Task, run_graders
from autograder.sandbox import kernel
from autograder.sandbox.isolation import make_launcher
from autograder.sandbox.limits import Limits

TRIES = 2


@dataclass(frozen=True)
class Setting:
    """How a class is graded."""

    isolation: str = "sandbox"
    packages: tuple[str, ...] = ("numpy",)
    limits: Limits = field(default_factory=Limits)
    jobs: int = 1


def grade_tasks(chapter: Chapter, setting: Setting, tasks: Sequence[Task]) -> Iterator[Result]:
    """Yield the result of each task as soon as it is there, in any order.

    Raises:
        AutograderError: if the isolation level does not work or the graders are wrong.
    """
    waiting = deque(enumerate(tasks))
    tries = [0] * len(tasks)
    slots = [_Slot(chapter, setting) for _ in range(min(setting.jobs, len(tasks)))]
    try:
        for slot in slots:
            slot.give(waiting)
        while busy := [slot for slot in slots if slot.number is not None]:
            for slot in _finished(busy):
                number, result = slot.take()
                if result is not None:
                    yield result
                elif tries[number] + 1 < TRIES:
                    waiting.append((number, tasks[number]))
                else:
                    yield _given_up(chapter, tasks[number], setting)
                tries[number] += 1
                slot.give(waiting)
    finally:
        for slot in slots:
            slot.close()


class _Slot:
    """A grading process and the line to it."""

    def __init__(self, chapter: Chapter, setting: Setting) -> None:
        self.chapter, self.setting = chapter, setting
        self.number: int | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, far_end = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_serve, args=(far_end, self.chapter, self.setting), daemon=True
        )
        self.process.start()
        far_end.close()

    def give(self, waiting: deque[tuple[int, Task]]) -> None:
        """Send the next task, if there is one."""
        self.number = None
        if waiting:
            self.number, task = waiting.popleft()
            self.line.send(task)

    def take(self) -> tuple[int, Result | None]:
        """Return the task's number and its result; None if the process died over it."""
        assert self.number is not None
        try:
            answer = self.line.recv()
        except (EOFError, ConnectionResetError):
            self.close()
            self._start()
            return self.number, None
        if isinstance(answer, str):
            raise GradingError(answer)
        return self.number, answer

    def close(self) -> None:
        """End the process: one that waits for a task leaves by itself and clears up."""
        self.line.close()
        if self.number is None:
            self.process.join(5)
        self.process.kill()
        self.process.join()


def _finished(busy: Sequence[_Slot]) -> list[_Slot]:
    ready = multiprocessing.connection.wait([slot.line for slot in busy])
    return [slot for slot in busy if slot.line in ready]


def _serve(line: Connection, chapter: Chapter, setting: Setting) -> None:
    """Grade what comes over the line until it is closed; runs in the slot's process."""
    kernel.die_with_parent()
    try:
        launcher = make_launcher(setting.isolation, setting.packages, setting.limits)
        try:
            run_graders(chapter, launcher, _tasks(line), line.send)
        finally:
            launcher.close()
    except AutograderError as error:
        line.send(str(error))
    except (KeyboardInterrupt, BrokenPipeError):
        return


def _tasks(line: Connection) -> Iterator[Task]:
    while True:
        try:
            yield line.recv()
        except EOFError:
            return


def _given_up(chapter: Chapter, task: Task, setting: Setting) -> Result:
    return Result(
        chapter=chapter.name,
        student=task.student,
        outcomes=(),
        isolation=setting.isolation,
        digest="",  # tried again in the next run
        summary="This could not be graded. Your instructor has been told.",
        notes=("The grading process died twice on this submission.",),
        refused=True,
    )
