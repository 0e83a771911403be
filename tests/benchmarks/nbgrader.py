"""Measures stock nbgrader's autograde against ours, in turn, on the same notebooks.

    python -m tests.benchmarks.nbgrader [CHAPTER]...

A class hands in the release notebook with the reference solution in it. Stock nbgrader gets a
configuration without our lines, and so only runs the cells: what it takes is a lower bound of what
grading would take there. Whole processes are timed, the start of Python included.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.authoring.nbgrader_course import CONFIG, init
from autograder.authoring.notebooks import make_notebook
from autograder.chapters import Chapter, find_chapter, find_root, read_text
from autograder.grading.key import packages_of
from autograder.grading.runner import points_of
from autograder.sandbox.worker.limits import KERAS

CHAPTERS = ("ch01_neuron", "ch04_keras_mnist")  # one of NumPy, one of Keras
STUDENTS = 6
RUNS = {False: 3, True: 2}  # of each way; True: with trainings
STOCK = """
c = get_config()
c.CourseDirectory.root = {folder!r}
c.CourseDirectory.course_id = "deep_learning_with_python"
"""
SCRIPTS = Path(sys.executable).parent
SAID = "Stock grades nothing: it only runs the cells. Ours gives scores and feedback."


@dataclass
class Way:
    """One of the two ways to grade: its course directory, and the seconds that its runs took."""

    name: str
    folder: Path
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The seconds of the run in the middle."""
        return statistics.median(self.seconds)


def run(folder: Path, *arguments: str) -> float:
    """Run an nbgrader command in a course directory and return its seconds."""
    # Stock nbgrader finds `alembic` only on the path.
    environment = os.environ | {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    start = time.perf_counter()
    done = subprocess.run(
        [SCRIPTS / "nbgrader", *arguments],
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        sys.exit(f"nbgrader {' '.join(arguments)} failed in {folder}:\n{done.stdout[-2000:]}")
    return time.perf_counter() - start


def hand_in(chapter: Chapter, folder: Path) -> None:
    """Make the release version and copy everybody's notebook, with the files that it needs."""
    run(folder, "generate_assignment", chapter.name)
    solved = make_notebook(chapter, read_text(chapter.solution), points_of(chapter))
    given = [p for p in (folder / "release" / chapter.name).iterdir() if p.suffix != ".ipynb"]
    for number in range(STUDENTS):
        place = folder / "submitted" / f"student{number}" / chapter.name
        place.mkdir(parents=True)
        (place / f"{chapter.module}.ipynb").write_bytes(solved)
        for path in given:
            (place / path.name).write_bytes(path.read_bytes())


def make_ways(root: Path, base: Path) -> tuple[Way, Way]:
    """Write two course directories of the same chapters: stock nbgrader's, and ours."""
    stock, ours = Way("stock", base / "stock"), Way("ours", base / "ours")
    for way in (stock, ours):
        init(root, way.folder)
    (stock.folder / CONFIG).write_text(STOCK.format(folder=str(stock.folder)))
    return stock, ours


def measure(chapter: Chapter, base: Path) -> tuple[Way, Way]:
    """Grade the class in both ways, in turn, so that a busy machine slows both."""
    ways = make_ways(chapter.root, base)
    for way in ways:
        hand_in(chapter, way.folder)
    for _ in range(RUNS[KERAS in packages_of(chapter).values()]):
        for way in ways:
            way.seconds.append(run(way.folder, "autograde", chapter.name, "--force"))
    return ways


def lines(chapter: Chapter, stock: Way, ours: Way) -> Iterator[str]:
    """Yield the table of a chapter."""
    yield f"{chapter.name}, {STUDENTS} notebooks, median of {len(ours.seconds)} runs"
    yield f"{'':8}{'class':>10}{'per notebook':>16}{'fastest':>11}{'slowest':>11}"
    for way in (stock, ours):
        times = (way.median, way.median / STUDENTS, min(way.seconds), max(way.seconds))
        widths = (8, 14, 9, 9)
        yield f"{way.name:8}" + "".join(f"{t:{w}.1f} s" for t, w in zip(times, widths, strict=True))
    yield f"stock / ours: {stock.median / ours.median:.1f}"


def main() -> None:
    """Measure the chapters that were named, or one of each kind."""
    root = find_root()
    for name in sys.argv[1:] or CHAPTERS:
        chapter = find_chapter(root, name)
        with tempfile.TemporaryDirectory() as base:
            print(*lines(chapter, *measure(chapter, Path(base))), "", sep="\n", flush=True)
    print(SAID)


if __name__ == "__main__":
    main()
