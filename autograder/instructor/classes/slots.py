"""Slots: processes that each grade one submission after the other with warm workers.

They stay for all chapters of a run: importing TensorFlow takes longer than a chapter of NumPy.

A slot that dies is replaced; a submission on which two slots died ends as *needs review*.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from autograder.chapters import Chapter
from autograder.errors import AutograderError, GradingError
from autograder.grading.results import Result
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.walls.isolation import make_launchers
from autograder.sandbox.worker import kernel

TRIES = 2


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


class Slots:
    """The slots of a run; used in a `with`, which ends them."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.slots: list[_Slot] = []

    def __enter__(self) -> Slots:
        return self

    def __exit__(self, *error: object) -> None:
        for slot in self.slots:
            slot.close()

    def grade(self, chapter: Chapter, tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task as soon as it is there, in any order.

        Raises:
            AutograderError: if the isolation level does not work or the graders are wrong.
        """
        waiting = deque(enumerate(tasks))
        tries = [0] * len(tasks)
        wanted = min(self.setting.jobs, len(tasks))
        self.slots += [_Slot(self.setting) for _ in range(wanted - len(self.slots))]
        for slot in self.slots[:wanted]:
            slot.begin(chapter)
            slot.give(waiting)
        while busy := [slot for slot in self.slots if slot.number is not None]:
            for slot in _finished(busy):
                number, result = slot.take()
                if result is not None:
                    yield result
                elif tries[number] + 1 < TRIES:
                    waiting.append((number, tasks[number]))
                else:
                    yield _given_up(chapter, tasks[number], self.setting)
                tries[number] += 1
                slot.give(waiting)


class _Slot:
    """A grading process and the line to it."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.chapter: Chapter | None = None
        self.number: int | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, far_end = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_serve, args=(far_end, self.setting), daemon=True
        )
        self.process.start()
        far_end.close()

    def begin(self, chapter: Chapter) -> None:
        """Say which chapter the next tasks are of."""
        self.chapter = chapter
        try:
            self.line.send(chapter)
        except OSError:  # it died while it waited
            self._replace(chapter)

    def _replace(self, chapter: Chapter) -> None:
        self.close()
        self._start()
        self.line.send(chapter)

    def give(self, waiting: deque[tuple[int, Task]]) -> None:
        """Send the next task, if there is one."""
        self.number = None
        if waiting:
            self.number, task = waiting.popleft()
            with contextlib.suppress(OSError):  # it has died: `take` finds the end of the line
                self.line.send(task)

    def take(self) -> tuple[int, Result | None]:
        """Return the task's number and its result; None if the process died over it."""
        assert self.number is not None
        try:
            answer = self.line.recv()
        except (EOFError, ConnectionResetError):
            assert self.chapter is not None
            self._replace(self.chapter)
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


def _serve(line: Connection, setting: Setting) -> None:
    """Grade what comes over the line until it is closed; runs in the slot's process."""
    kernel.die_with_parent()
    try:
        launchers = make_launchers(setting.isolation, setting.limits)
        try:
            heard = _Heard(line)
            while chapter := heard.chapter():
                run_graders(chapter, launchers, heard.tasks(), line.send)
        finally:
            launchers.close()
    except AutograderError as error:
        line.send(str(error))
    except (KeyboardInterrupt, BrokenPipeError):
        return


class _Heard:
    """What comes over a slot's line: a chapter, tasks of it, the next chapter and so on."""

    def __init__(self, line: Connection) -> None:
        self.line = line
        self.next: Chapter | None = None

    def chapter(self) -> Chapter | None:
        """Return the next chapter, or None when the line is closed."""
        if self.next is None:
            self._hear()
        chapter, self.next = self.next, None
        return chapter

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks of a chapter until another one is announced."""
        while task := self._hear():
            yield task

    def _hear(self) -> Task | None:
        try:
            heard: Chapter | Task = self.line.recv()
        except EOFError:
            return None
        if isinstance(heard, Chapter):
            self.next = heard
            return None
        return heard


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
