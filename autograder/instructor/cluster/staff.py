"""The workers of a Dask scheduler that take part in a run, and the line to the scheduler."""

from __future__ import annotations

import contextlib
import logging
import queue
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from distributed import Client
from distributed.diagnostics.plugin import WorkerPlugin

from autograder.errors import GradingError, UsageError
from autograder.instructor.classes.executor import Setting
from autograder.instructor.cluster.belongings import belongings
from autograder.instructor.cluster.encryption import is_loopback, security_for
from autograder.instructor.cluster.station import Station

PATIENCE = 30.0  # seconds until a cluster without a worker that can grade is given up
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
        self._accepted: set[str] = set()  # addresses of workers
        self._names: list[str] = []  # of the plugins that are to be taken back
        self._seen = 0.0  # when there was a worker last

    def gather(self, setting: Setting) -> None:
        """Connect, have each worker say whether it can grade, and wait until one can.

        Raises:
            UsageError: if there is no such scheduler, or others could listen to it.
            GradingError: if no worker takes part.
        """
        self.client = self._connect()
        try:
            self._require_private()
            self.client.subscribe_topic(self.run, lambda event: self._heard.put(event[1]))
            self.register(Station(self.run, belongings(), setting), self.run)
            self._seen = time.monotonic()
            while not self.threads():
                self.look(
                    "no worker can grade this course: start one, as the page on clusters says"
                )
                time.sleep(0.05)
        except BaseException:
            self.dismiss()
            raise

    def dismiss(self) -> None:
        """Take graders, solutions and secret back from all workers."""
        if self.client is None:
            return
        for name in self._names if self.client.status == "running" else ():
            with contextlib.suppress(Exception):  # whoever has gone has nothing any more
                self.client.unregister_worker_plugin(name)
        self.client.close(timeout=2)

    def register(self, plugin: WorkerPlugin, name: str) -> None:
        """Give a plugin to all workers, and to those that come later."""
        assert self.client is not None
        self._names.append(name)
        try:
            self.client.register_plugin(plugin, name=name)
        except Exception as error:  # one of the workers: the others have taken it
            self.say(f"a worker takes no part: {error}")

    def threads(self) -> dict[str, int]:
        """Return how many threads each worker has that takes part and is there, by its address."""
        assert self.client is not None
        known = self.client.scheduler_info(n_workers=-1).get("workers", {})
        return {each: known[each]["nthreads"] for each in self._accepted if each in known}

    def look(self, otherwise: str = "the last worker has gone") -> None:
        """Hear who has come, and see whether there is still somebody.

        Raises:
            GradingError: if the scheduler has gone, or for some time there has been no worker.
        """
        self._listen()
        if self.client is None or self.client.status != "running":
            raise GradingError(f"the scheduler {self.address} has gone away. {HOW_TO_GO_ON}")
        if self.threads():
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > PATIENCE:
            raise GradingError(f"{self.address}: {otherwise}. {HOW_TO_GO_ON}")

    def _listen(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                word = self._heard.get_nowait()
                if word["fault"]:
                    self.say(f"worker {word['worker']} takes no part: {word['fault']}")
                else:
                    self._accepted.add(word["worker"])

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
        host = own.removeprefix("tcp://").rpartition(":")[0]
        if own.startswith("tcp://") and not is_loopback(host):
            raise UsageError(
                f"the scheduler listens on {own}, where other machines reach it without a"
                " certificate: start it with --host 127.0.0.1, or with --protocol tls"
            )
