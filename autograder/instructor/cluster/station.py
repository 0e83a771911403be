"""A worker's side: a station grades what comes, one submission in each thread of the worker.

It checks before the first task whether this machine has what results depend on; a worker that has
not gets no tasks. Nothing of a submission ever runs in the worker's own process.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import threading
from pathlib import Path

from distributed import Worker, WorkerPlugin, get_worker

from autograder.chapters import Chapter
from autograder.errors import MachineError
from autograder.grading.results import Result
from autograder.grading.runner import Task
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.slots import Slots
from autograder.instructor.cluster.belongings import (
    Belongings,
    belongings,
    difference,
    fault_of_sandbox,
)
from autograder.instructor.cluster.encryption import is_private
from autograder.instructor.cluster.parcel import Parcel

OPEN = (
    "it listens where other machines can give it orders without a certificate: start it with"
    " --host 127.0.0.1, or with --protocol tls"
)


class Station(WorkerPlugin):
    """Grades in the sandboxes of one worker, for one run of a client.

    `run` is its name, and that under which it tells the client whether this machine can grade.
    """

    def __init__(self, run: str, wanted: Belongings, setting: Setting) -> None:
        self.run, self.wanted, self.setting = run, dict(wanted), setting

    async def setup(self, worker: Worker) -> None:
        """Tell the client why this machine cannot take part, or that it does."""
        self._own, self._all = threading.local(), contextlib.ExitStack()
        self._lock, self._is_over = threading.Lock(), False
        try:
            fault = OPEN if not all(map(is_private, _listening(worker))) else ""
            fault = fault or await asyncio.to_thread(self._fault)
        except Exception as error:  # whatever it is, the worker itself goes on
            fault = f"it cannot say what it has ({error!r})"
        worker.log_event(self.run, {"worker": worker.address, "chapter": "", "fault": fault})

    def _fault(self) -> str:
        return difference(belongings(), self.wanted) or fault_of_sandbox(self.setting.isolation)

    def teardown(self, worker: Worker) -> None:
        """End all slots."""
        with self._lock:
            self._is_over = True
            self._all.close()

    def grade(self, chapter: Chapter, task: Task) -> Result:
        """Return the result of one submission, from this thread's own slot."""
        slots: Slots | None = getattr(self._own, "slots", None)
        if slots is None:
            with self._lock:
                if self._is_over:
                    raise MachineError("the run is over")
                slots = self._own.slots = self._all.enter_context(Slots(self.setting))
        (result,) = slots.grade(chapter, [task])
        return result


class Delivery(WorkerPlugin):
    """Holds the hidden files of a chapter on a worker, as long as they are needed."""

    def __init__(self, run: str, parcel: Parcel) -> None:
        self.run, self.parcel = run, parcel

    def setup(self, worker: Worker) -> None:
        """Unpack the files where the worker keeps its own: Dask clears up after one that died."""
        self.chapter: Chapter | None = None
        fault = ""
        try:
            self.chapter = self.parcel.unpack(Path(worker.local_directory))
        except OSError as error:
            fault = f"the graders cannot be written there ({error})"
        event = {"worker": worker.address, "chapter": self.parcel.chapter, "fault": fault}
        worker.log_event(self.run, event)

    def teardown(self, worker: Worker) -> None:
        """Remove the files."""
        if self.chapter:
            shutil.rmtree(self.chapter.root, ignore_errors=True)


def _listening(worker: Worker) -> list[str]:
    """Return the addresses that a worker is bound to."""
    return [listener.listen_address for listener in worker.listeners]


def name_of(run: str, chapter: str) -> str:
    """Return the name of the plugin that holds a chapter's files in a run."""
    return f"{run} {chapter}"


def grade(run: str, chapter: str, task: Task) -> Result:
    """Grade a task on the worker that this is called on.

    Raises:
        AutograderError: if the isolation level has ceased to work or the graders are wrong.
    """
    plugins = get_worker().plugins
    own: Station | None = plugins.get(run)
    delivery: Delivery | None = plugins.get(name_of(run, chapter))
    if own is None or delivery is None or delivery.chapter is None:
        raise MachineError("the graders have not come to this worker")
    return own.grade(delivery.chapter, task)
