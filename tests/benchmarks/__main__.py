"""Prints the cost of grading one NumPy submission: warm, cold, and of that its own work."""

import statistics
import time
from collections.abc import Iterator

from autograder.chapters import Chapter, find_chapter, find_root
from autograder.grading.intake import read_submission
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.isolation import Launchers, make_launchers

WARM, COLD = 50, 10


class Clock:
    """Measures submissions one after the other: wall time, and the submission's own share."""

    def __init__(self) -> None:
        self.walls: list[float] = []
        self.owns: list[float] = []
        self.own = 0.0

    def listen(self, grader: str, calls) -> None:
        self.own += sum(call.elapsed for call in calls)

    def tasks(self, source, count: int) -> Iterator[Task]:
        for number in range(count):
            self.own, start = 0.0, time.perf_counter()
            yield Task(f"student{number}", source)
            self.walls.append(time.perf_counter() - start)
            self.owns.append(self.own)


def measure(chapter: Chapter, launchers: Launchers, count: int) -> Clock:
    """Grade the reference solution `count` times with workers that are already warm."""
    clock = Clock()
    source = read_submission(chapter.solution, chapter.module)
    run_graders(
        chapter, launchers, clock.tasks(source, count), lambda result: None, listen=clock.listen
    )
    return clock


def cold(chapter: Chapter) -> float:
    """Return the seconds for one submission when everything is started for it alone."""
    start = time.perf_counter()
    launchers = make_launchers("sandbox")
    measure(chapter, launchers, 1)
    launchers.close()
    return time.perf_counter() - start


def milliseconds(values: list[float]) -> str:
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{1e3 * middle:7.0f} ms   (min {1e3 * low:.0f}, max {1e3 * high:.0f})"


def main() -> None:
    chapter = find_chapter(find_root(), "ch01_neuron")
    launchers = make_launchers("sandbox")
    measure(chapter, launchers, 3)  # warm up
    warm = measure(chapter, launchers, WARM)
    launchers.close()
    overheads = [wall - own for wall, own in zip(warm.walls, warm.owns, strict=True)]
    colds = [cold(chapter) for _ in range(COLD)]
    print(f"{chapter.name}: the reference solution, graded in the sandbox; medians")
    print(f"one submission, warm  ({WARM} times) {milliseconds(warm.walls)}")
    print(f"  its own work                  {milliseconds(warm.owns)}")
    print(f"  what grading adds             {milliseconds(overheads)}")
    print(f"one submission, cold  ({COLD} times) {milliseconds(colds)}")
    ratio = statistics.median(colds) / statistics.median(warm.walls)
    print(f"cold / warm                     {ratio:7.1f}")


if __name__ == "__main__":
    main()
