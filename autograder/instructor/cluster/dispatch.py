"""The client's side: sends tasks to the workers of a Dask cluster, and hands on what comes back.

Each thread of a worker that takes part has a task and the next one. Those of a worker that has gone
are given to others. A task on which two have gone is tried again at the end with nothing beside it,
since those that were with it on its way fell under the same suspicion; if two workers go then, too
(one may have been gone already when it was sent), it ends as *needs review*.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Self

from distributed import Future

from autograder.chapters import Chapter
from autograder.errors import AutograderError, UsageError
from autograder.grading.results import Result
from autograder.grading.runner import Task
from autograder.instructor.classes.executor import Numbered, Setting, TaskQueue, given_up
from autograder.instructor.cluster import station
from autograder.instructor.cluster.parcel import Parcel
from autograder.instructor.cluster.staff import Staff

LOOK = 0.5  # seconds between two looks at which workers there are
IN_ADVANCE = 2  # tasks on their way to each thread of a worker: none waits for the client
HANDED_OVER = 60.0  # seconds that a result, which is there, may take on its way
TRIES = 2


class _Sent(NamedTuple):
    """A task on its way, and the worker that has it."""

    one: Numbered
    address: str
    future: Future


class Cluster:
    """Grades on the workers of a Dask scheduler; used in a `with`, which takes all files back."""

    def __init__(
        self,
        address: str,
        setting: Setting,
        certificates: Path | None = None,
        say: Callable[[str], None] = lambda words: None,
    ) -> None:
        """Take what `Staff` takes.

        Raises:
            UsageError: if a line to this address is not safe, or nothing is graded in sandboxes.
        """
        if setting.isolation != "sandbox":
            raise UsageError(
                "a cluster grades in the sandbox only: what reaches a worker's network could give"
                " orders to all of them. Leave out --isolation, or --scheduler"
            )
        self.setting = setting
        self.staff = Staff(address, certificates, say)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.staff.dismiss()

    def grade(self, chapter: Chapter, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the result of each task as soon as it is there, in any order.

        The first task of a run has it connect, and wait for a worker that can grade this course.

        Raises:
            UsageError: if there is no scheduler, or one may not speak to it.
            GradingError: if the scheduler or the last worker has gone: what was yielded is good.
        """
        tasks = iter(tasks)
        if (first := next(tasks, None)) is None:
            return
        if self.staff.client is None:
            self.staff.gather(self.setting)
        run = self.staff.run
        delivery = station.Delivery(run, Parcel.of(chapter))
        self.staff.register(delivery, station.name_of(run, chapter.name))
        self.staff.look(chapter.name)  # most have answered by now
        suspects: list[Task] = []
        for task, result in self._done(chapter, itertools.chain([first], tasks), tries=TRIES):
            if result is None:
                suspects.append(task)
            else:
                yield result
        for suspect in suspects:
            ((task, result),) = self._done(chapter, [suspect], tries=TRIES)
            yield result or given_up(chapter, task, self.setting)

    def _done(
        self, chapter: Chapter, tasks: Iterable[Task], tries: int
    ) -> Iterator[tuple[Task, Result | None]]:
        """Yield tasks with their results; None for those on which so many workers have gone."""
        waiting = TaskQueue(tasks, tries)
        sent: dict[str, _Sent] = {}
        ready: queue.SimpleQueue[Future] = queue.SimpleQueue()
        while sent or not waiting.is_empty:
            free = _free(self.staff.threads(chapter.name), sent.values())
            while (address := next(free, None)) and (one := waiting.take()):
                future = self._send(chapter, one.task, address)
                sent[future.key] = _Sent(one, address, future)
                future.add_done_callback(ready.put)
            done = self._next(chapter, ready)
            lost = self._lost(chapter, sent)
            if done is not None and done.key in sent:
                one, address, future = sent.pop(done.key)
                if (result := self._result(chapter, future, address)) is not None:
                    yield one.task, result
                else:
                    lost.append(one)
            for one in lost:
                if not waiting.take_back(one):
                    yield one.task, None

    def _send(self, chapter: Chapter, task: Task, address: str) -> Future:
        run = self.staff.run
        assert self.staff.client is not None
        return self.staff.client.submit(
            *(station.grade, run, chapter.name, task),
            key=f"{run}-{secrets.token_hex(8)}",
            pure=False,
            workers=[address],
            allow_other_workers=False,
        )

    def _next(self, chapter: Chapter, ready: queue.SimpleQueue[Future]) -> Future | None:
        """Wait for a future, but not for long: workers come and go."""
        self.staff.look(chapter.name)
        with contextlib.suppress(queue.Empty):
            return ready.get(timeout=LOOK)
        return None

    def _lost(self, chapter: Chapter, sent: dict[str, _Sent]) -> list[Numbered]:
        """Take back what was sent to workers that have gone."""
        there = self.staff.threads(chapter.name)
        lost = [each for each in sent.values() if each.address not in there]
        for each in lost:
            del sent[each.future.key]
            each.future.cancel()
        return [each.one for each in lost]

    def _result(self, chapter: Chapter, future: Future, address: str) -> Result | None:
        """Return what a worker has found; None if it has gone with it, or cannot grade any more.

        Raises:
            AutograderError: if the scheduler has gone, or the last worker has said what is wrong.
        """
        try:
            return self._handed_over(chapter, future, address)
        except AutograderError as error:
            self.staff.drop(address, str(error))
            if not self.staff.threads(chapter.name):
                raise
            return None
        except Exception as error:  # gone, lost, cancelled: the scheduler may have gone, too
            self.staff.look(chapter.name)
            self.staff.drop(address, f"it did not hand over a result ({type(error).__name__})")
            return None
        finally:
            future.release()

    def _handed_over(self, chapter: Chapter, future: Future, address: str) -> Result:
        """Return a result that is there; its worker may go while it is on its way."""
        patience = time.monotonic() + HANDED_OVER
        while True:
            try:
                found: Result = future.result(timeout=LOOK)
            except TimeoutError:
                is_there = address in self.staff.threads(chapter.name)
                if not is_there or time.monotonic() > patience:
                    raise
            else:
                return found


def _free(threads: Mapping[str, int], sent: Iterable[_Sent]) -> Iterator[str]:
    """Yield the workers that can take another task, once for each, the idle ones first."""
    busy = Counter(one.address for one in sent)
    for place in range(IN_ADVANCE * max(threads.values(), default=0)):
        for address, count in threads.items():
            if busy[address] <= place < IN_ADVANCE * count:
                yield address
