"""Measures what a second slot brings, and a second worker of a Dask cluster, in turn.

    python -m tests.benchmarks.scaling [COUNT]

COUNT submissions of chapter 1 (80), the reference solution each time, graded in the sandbox: by one
and two slots of this machine, and by one and two Dask workers with a thread each. Warm: the first
tenth of them is not counted. Efficiency is 1 where two take half the time of one.
"""

import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.graded import source_of
from autograder.chapters import Chapter, find_chapter, find_root, read_text
from autograder.grading.runner import Task
from autograder.instructor.classes.executor import Executor, Setting
from autograder.instructor.classes.slots import Slots
from autograder.instructor.cluster.dispatch import Cluster

RUNS = 3
DASK = Path(sys.executable).with_name("dask")


@contextlib.contextmanager
def started(folder: Path, *command: str) -> Iterator[None]:
    """Have a Dask process run in the block."""
    with (folder / f"{command[0]}.log").open("a") as log:
        process = subprocess.Popen(
            [str(DASK), *command, "--no-dashboard"],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """Have a scheduler and workers run in the block; yield the scheduler's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    with contextlib.ExitStack() as all_of_them:
        all_of_them.enter_context(
            started(folder, "scheduler", "--host", "127.0.0.1", "--port", port)
        )
        for _ in range(workers):
            all_of_them.enter_context(
                started(folder, "worker", address, "--host", "127.0.0.1", "--nthreads", "1")
            )
        time.sleep(5)
        yield address


def seconds_each(executor: Executor, chapter: Chapter, tasks: list[Task]) -> float:
    """Return the seconds between two results, once all is warm."""
    cold = max(1, len(tasks) // 10)
    with executor:
        for done, _ in enumerate(executor.grade(chapter, tasks), 1):
            if done == cold:
                start = time.perf_counter()
        return (time.perf_counter() - start) / (len(tasks) - cold)


def main(count: int) -> None:
    """Measure all four in turn, and print the table."""
    chapter = find_chapter(find_root(), "ch01_neuron")
    source = source_of(chapter, read_text(chapter.solution))
    tasks = [Task(f"student{number}", source) for number in range(count)]
    found: dict[tuple[str, int], list[float]] = {}
    with tempfile.TemporaryDirectory() as base:
        for _ in range(RUNS):
            for number in (1, 2):
                slots = Slots(Setting(jobs=number))
                found.setdefault(("slots", number), []).append(seconds_each(slots, chapter, tasks))
                with cluster(Path(base), number) as address:
                    seconds = seconds_each(Cluster(address, Setting()), chapter, tasks)
                    found.setdefault(("Dask workers", number), []).append(seconds)
    print(f"{chapter.name}, {count} submissions, median of {RUNS} runs")
    for name in ("slots", "Dask workers"):
        one, two = (statistics.median(found[name, number]) for number in (1, 2))
        efficiency = f"efficiency {one / two / 2:.2f}"
        print(f"{name:14} one {1e3 * one:6.0f} ms each   two {1e3 * two:6.0f} ms   {efficiency}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 80)
