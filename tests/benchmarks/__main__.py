"""Prints what grading one submission costs in each chapter, and where the time goes.

    python -m tests.benchmarks [CHAPTER]...

Warm: the worker processes are there, as for all but the first submission of a class. Cold:
everything is started for one submission alone, TensorFlow's import included. Processor time is the
whole machine's, since the sandbox's processes are nobody's children here: it wants a quiet machine.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.chapters import Chapter, all_chapters, find_chapter, find_root
from autograder.grading.grader import Grader
from autograder.grading.intake import read_submission
from autograder.grading.key import packages_of
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.client import SandboxedWorker
from autograder.sandbox.walls.isolation import Launchers, make_launchers
from autograder.sandbox.worker.limits import KERAS

WARM, COLD = {False: 50, True: 5}, {False: 10, True: 3}  # how often; True: with trainings


class Clock:
    """Measures submissions one after the other: in all, in the worker, in the learner's code."""

    def __init__(self) -> None:
        self.walls: list[float] = []
        self.workers: list[float] = []
        self.owns: list[float] = []
        self.own = self.worker = 0.0
        self.seen: dict = {}  # calls by id, kept alive so that no id comes again

    def listen(self, grader: Grader, calls) -> None:
        new = {id(call): call for call in calls}.keys() - self.seen.keys()  # an observation's once
        self.seen |= {id(call): call for call in calls}
        self.own += sum(self.seen[key].elapsed for key in new)

    def tasks(self, source, count: int) -> Iterator[Task]:
        for number in range(count):
            self.own, self.worker, start = 0.0, 0.0, time.perf_counter()
            self.seen = {}
            yield Task(f"student{number}", source)
            self.walls.append(time.perf_counter() - start)
            self.workers.append(self.worker)
            self.owns.append(self.own)

    def timed(self, request):
        """Return the worker's `request`, timed: calls, and trainings of the course's own."""

        def timing(worker, *args, **kwargs):
            start = time.perf_counter()
            try:
                return request(worker, *args, **kwargs)
            finally:
                self.worker += time.perf_counter() - start

        return timing


def measure(chapter: Chapter, launchers: Launchers, count: int) -> Clock:
    """Grade the reference solution `count` times with workers that are already warm."""
    clock = Clock()
    source = read_submission(chapter.solution, chapter.module)
    plain = SandboxedWorker.request
    SandboxedWorker.request = clock.timed(plain)
    try:
        run_graders(
            chapter, launchers, clock.tasks(source, count), lambda result: None, listen=clock.listen
        )
    finally:
        SandboxedWorker.request = plain
    return clock


def cold(chapter: Chapter) -> float:
    """Return the seconds for one submission when everything is started for it alone."""
    start = time.perf_counter()
    launchers = make_launchers("sandbox")
    measure(chapter, launchers, 1)
    launchers.close()
    return time.perf_counter() - start


def processor_time() -> float:
    """Return the seconds that all processors of the machine together have worked (Linux alone)."""
    user, nice, system, *_ = Path("/proc/stat").read_text(encoding="ascii").split()[1:]
    return sum(map(int, (user, nice, system))) / os.sysconf("SC_CLK_TCK")


def show(name: str, values: Sequence[float]) -> None:
    low, middle, high = (1e3 * f(values) for f in (min, statistics.median, max))
    print(f"{name:<34} {middle:7.0f} ms   (min {low:.0f}, max {high:.0f})")


def report(chapter: Chapter) -> None:
    trains = KERAS in packages_of(chapter).values()
    launchers = make_launchers("sandbox")
    measure(chapter, launchers, 1)  # warm up
    before = processor_time()
    warm = measure(chapter, launchers, WARM[trains])
    spent = (processor_time() - before) / WARM[trains]
    launchers.close()
    colds = [cold(chapter) for _ in range(COLD[trains])]
    triples = list(zip(warm.walls, warm.workers, warm.owns, strict=True))
    print(f"\n{chapter.name}: the reference solution, graded in the sandbox; medians")
    show(f"one submission, warm ({WARM[trains]} times)", warm.walls)
    show("  the submission's own code", warm.owns)
    show("  the course, in the worker", [worker - own for _, worker, own in triples])
    show("  on the trusted side", [wall - worker for wall, worker, _ in triples])
    print(f"{'  processor time, whole machine':<34} {1e3 * spent:7.0f} ms")
    show(f"one submission, cold ({COLD[trains]} times)", colds)
    ratio = statistics.median(colds) / statistics.median(warm.walls)
    print(f"{'cold / warm':<34} {ratio:7.1f}")


def main() -> None:
    root = find_root()
    for chapter in [find_chapter(root, name) for name in sys.argv[1:]] or all_chapters(root):
        report(chapter)


if __name__ == "__main__":
    main()
