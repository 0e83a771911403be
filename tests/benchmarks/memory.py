"""Prints how much memory `grade` takes for itself while a large class is graded.

    python -m tests.benchmarks.memory [COUNT] [PICTURE]

The class hands in COUNT notebooks of chapter 1 (10,000), each with bytes of its own. The sample
class has been graded for real before, and what it got is what the processes answer, over and over:
so the client does all that it does, and nothing is waited for. PICTURE is where a plot goes.
"""

import itertools
import json
import pickle
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import matplotlib.pyplot as plt

from autograder.chapters import Chapter, find_chapter, find_root
from autograder.grading.results import Result
from autograder.grading.runner import Task
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.grade import grade_class
from autograder.instructor.classes.slots import Slots

CHAPTER = "ch01_neuron"


class Replayed:
    """Answers with known results, each unpickled anew as from another process."""

    def __init__(self, results: list[Result]) -> None:
        self.setting = Setting()
        self.known = itertools.cycle([pickle.dumps(result) for result in results])

    def __enter__(self):
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def grade(self, chapter: Chapter, tasks: Iterable[Task]) -> Iterator[Result]:
        for task in tasks:
            result = pickle.loads(next(self.known))
            yield replace(result, student=task.student, digest=task.digest)


def main(count: int, picture: str) -> None:
    root = find_root()
    samples = root / "course" / "samples" / "submitted"
    chapter = find_chapter(root, CHAPTER)
    rows: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        known = grade_class(
            root, samples, base / "known", only=chapter, executor=Slots(Setting(jobs=2))
        )
        notebook = json.loads((root / "exercises" / CHAPTER / "neuron.ipynb").read_text())
        for number in range(count):
            place = base / "in" / f"student{number:05}" / CHAPTER
            place.mkdir(parents=True)
            notebook["metadata"]["by"] = place.parent.name  # nobody hands in the same bytes
            (place / "neuron.ipynb").write_text(json.dumps(notebook))

        def note(done: int, total: int, result: Result) -> None:
            if done == 1 or done % max(1, count // 20) == 0:
                rows.append((done, in_use()))

        start = time.perf_counter()
        grade_class(
            root, base / "in", base / "out", executor=Replayed(known.results), progress=note
        )
        seconds = time.perf_counter() - start
        shutil.rmtree(base / "in")
    for done, size in rows:
        print(f"{done:>7} submissions {size:7.0f} MB")
    first, last = rows[1], rows[-1]
    grown = 1000 * (last[1] - first[1]) / (last[0] - first[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{grown:.1f} KB a submission; {peak:.0f} MB with the report")
    print(f"{1e3 * seconds / count:.1f} ms each, to read and to write")
    if picture:
        plot(rows, picture)


def in_use() -> float:
    """Return the memory of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def plot(rows: list[tuple[int, float]], picture: str) -> None:
    figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
    axes.plot(*zip(*rows, strict=True))
    axes.set(xlabel="submissions graded", ylabel="memory of the client, MB", ylim=(0, None))
    figure.savefig(picture)


if __name__ == "__main__":
    main(int((*sys.argv[1:], "10000")[0]), (*sys.argv[2:], "")[0])
