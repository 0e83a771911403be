"""The workers of a Dask scheduler that take part in a run, and the line to the scheduler."""

from __future__ import annotations

import contextlib
import logging
import queue
import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from distributed import Client
from distributed.diagnostics.plugin import WorkerPlugin

from autograder.errors import GradingError, UsageError
from autograder.instructor.classes.executor import Setting
from autograder.instructor.cluster.belongings import belongings
from autograder.instructor.cluster.encryption import is_private, security_for
from autograder.instructor.cluster.station import OPEN, Station

PATIENCE = 600.0  # seconds without a worker that can grade: a batch system lets its jobs wait
SAID_AFTER = 5.0  # seconds until it is said that one is waited for
CONNECT = 10.0  # seconds that a scheduler may take to answer
HOW_TO_GO_ON = "What is graded so far is kept: type the same command again to go on"


class Staff:
    """Those who grade for one run: they have said that they can, and have not gone since.

    `say` is told why a worker takes no part. `run` names what belongs to this run on all machines.
    """

    def __init__(self, address: str, certificates: Path | None, say: Callable[[str], None]) -> None:
        self.address, self.say = address, say
        self.security = security_for(address, certificates)
        self.run = f"autograder-{secrets.token_hex(4)}"
        self.client: Client | None = None
        self._heard: queue.SimpleQueue[dict[str, str]] = queue.SimpleQueue()
        self._ready: dict[str, set[str]] = defaultdict(set)  # chapter -> workers; "": can grade
        self._names: list[str] = []  # of the plugins that are to be taken back
        self._seen, self._has_said = 0.0, False  # when there was a worker last

    def gather(self, setting: Setting) -> None:
        """Connect, and have each worker say whether it can grade; nothing hidden is sent yet.

        Raises:
            UsageError: if there is no such scheduler, or others could listen to it or a worker.
            GradingError: if no worker takes part.
        """
        self.client = self._connect()
        self._require_private()
        self.client.subscribe_topic(self.run, lambda event: self._heard.put(event[1]))
        self._seen = time.monotonic()
        self.register(Station(self.run, belongings(), setting), self.run)
        while not self.threads():
            self.look()
            time.sleep(0.05)

    def dismiss(self) -> None:
        """Take graders, solutions and secret back from all workers."""
        if self.client is None:
            return
        for name in self._names if self.client.status == "running" else ():
            with contextlib.suppress(Exception):  # whoever has gone has nothing any more
                self.client.unregister_worker_plugin(name)
        self.client.close(timeout=2)

    def register(self, plugin: WorkerPlugin, name: str) -> None:
        """Give a plugin to all workers, and to those that come later; each says what became of it.

        A worker without the course cannot even read it, and takes no part.
        """
        assert self.client is not None
        self._names.append(name)
        try:
            self.client.register_plugin(plugin, name=name)
        except Exception as error:
            if name == self.run:  # it would be the same for each chapter
                self.say(f"a worker takes no part: {error}")

    def threads(self, chapter: str = "") -> dict[str, int]:
        """Return how many threads each worker has that is there and has a chapter, by address."""
        assert self.client is not None
        known = self.client.scheduler_info(n_workers=-1).get("workers", {})
        ready = self._ready[""] & self._ready[chapter]
        return {each: known[each]["nthreads"] for each in ready if each in known}

    def drop(self, worker: str, fault: str) -> None:
        """Let a worker take part no more."""
        if worker in self._ready[""]:
            self._ready[""].discard(worker)
            self.say(f"worker {worker} takes part no more: {fault}")

    def look(self, chapter: str = "") -> None:
        """Hear who has come, and see whether there is still somebody.

        Raises:
            UsageError: if a worker can be given orders by other machines.
            GradingError: if the scheduler has gone, or for some time there has been no worker.
        """
        self._listen()
        if self.client is None or self.client.status != "running":
            raise GradingError(f"the scheduler {self.address} has gone away. {HOW_TO_GO_ON}")
        idle = time.monotonic() - self._seen
        if self.threads(chapter):
            self._seen, self._has_said = time.monotonic(), False
        elif idle > PATIENCE:
            raise GradingError(f"no worker of {self.address} can grade this. {HOW_TO_GO_ON}")
        elif idle > SAID_AFTER and not self._has_said:
            self._has_said = True
            self.say("no worker can grade this yet: waiting for one (Ctrl-C ends it)")

    def _listen(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                word = self._heard.get_nowait()
                if word["fault"] == OPEN:
                    raise UsageError(f"worker {word['worker']}: {OPEN}")
                if word["fault"]:
                    self.say(f"worker {word['worker']} takes no part: {word['fault']}")
                else:
                    self._ready[word["chapter"]].add(word["worker"])

    def _connect(self) -> Client:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # `say` has its own words
        try:
            return Client(
                self.address, security=self.security, timeout=CONNECT, set_as_default=False
            )
        except (OSError, ValueError) as error:
            first = str(error).partition("\n")[0] or type(error).__name__
            raise UsageError(
                f"nobody answers at {self.address} ({first}): start `dask scheduler`, and name the"
                " address that it prints"
            ) from None

    def _require_private(self) -> None:
        """Refuse a scheduler that others can reach without a certificate."""
        assert self.client is not None
        own = self.client.scheduler_info()["address"]
        if not is_private(own):
            raise UsageError(
                f"the scheduler listens on {own}, where other machines reach it without a"
                " certificate: start it with --host 127.0.0.1, or with --protocol tls"
            )
