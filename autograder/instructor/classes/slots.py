"""Slots: processes that each grade one submission after the other with warm workers.

They stay for all chapters of a run: importing TensorFlow takes longer than a chapter of NumPy.

A slot that dies is replaced; a submission on which two slots died ends as *needs review*.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing.connection
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from autograder.chapters import Chapter
from autograder.errors import GradingError
from autograder.grading.results import Result
from autograder.grading.runner import Task
from autograder.instructor.classes import slotprocess
from autograder.instructor.classes.executor import Numbered, Setting, TaskQueue, given_up

TRIES = 2


class Slots:
    """The slots of a run; used in a `with`, which ends them."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.slots: list[_Slot] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for slot in self.slots:
            slot.close()

    def grade(self, chapter: Chapter, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the result of each task as soon as it is there, in any order.

        Raises:
            AutograderError: if the isolation level does not work or the graders are wrong.
        """
        tasks = iter(tasks)
        first = list(itertools.islice(tasks, self.setting.jobs))
        queue = TaskQueue(itertools.chain(first, tasks), TRIES)
        self.slots += [_Slot(self.setting) for _ in range(len(first) - len(self.slots))]
        for slot in self.slots[: len(first)]:
            slot.begin(chapter)
            slot.give(queue.take())
        while busy := [slot for slot in self.slots if slot.one is not None]:
            for slot in _finished(busy):
                one, result = slot.take()
                if result is not None:
                    yield result
                elif not queue.take_back(one):
                    yield given_up(chapter, one.task, self.setting)
                slot.give(queue.take())


class _Slot:
    """A grading process and the line to it."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.chapter: Chapter | None = None
        self.one: Numbered | None = None
        self._start()

    def _start(self) -> None:
        self.process, self.line = slotprocess.start(self.setting)

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

    def give(self, one: Numbered | None) -> None:
        """Send the next task, if there is one."""
        self.one = one
        if one is not None:
            with contextlib.suppress(OSError):  # it has died: `take` finds the end of the line
                self.line.send(one.task)

    def take(self) -> tuple[Numbered, Result | None]:
        """Return the task and its result; None if the process died over it."""
        assert self.one is not None
        try:
            answer = self.line.recv()
        except (EOFError, ConnectionResetError):
            assert self.chapter is not None
            self._replace(self.chapter)
            return self.one, None
        if isinstance(answer, str):
            raise GradingError(answer)
        return self.one, answer

    def close(self) -> None:
        """End the process: one that waits for a task leaves by itself and clears up."""
        self.line.close()
        if self.one is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
        self.process.kill()
        self.process.wait()


def _finished(busy: Sequence[_Slot]) -> list[_Slot]:
    ready = multiprocessing.connection.wait([slot.line for slot in busy])
    return [slot for slot in busy if slot.line in ready]
