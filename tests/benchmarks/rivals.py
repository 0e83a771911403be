"""Measures stock nbgrader and otter-grader against ours, in turn, on the same notebooks.

    python -m tests.benchmarks.rivals [CHAPTER]...

A class hands in the release notebook with the reference solution in it. Stock nbgrader gets a
configuration without our lines, and so only runs the cells; otter runs them, too, and asks of each
exercise whether it is there. What they take is a lower bound of what grading would take there.
Ours grades, through nbgrader's command and through `grade`. Whole processes are timed, the start of
Python included. otter-grader is installed into a folder of its own, which is removed.
"""

import json
import os
import site
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.authoring.nbgrader_course import CONFIG, init
from autograder.authoring.notebooks import make_notebook
from autograder.chapters import Chapter, find_chapter, find_root, read_text
from autograder.grading.key import packages_of
from autograder.grading.runner import points_of
from autograder.sandbox.worker.limits import KERAS

CHAPTERS = ("ch01_neuron", "ch04_keras_mnist")  # one of NumPy, one of Keras
STUDENTS = 6  # notebooks of a class
LARGE = {False: 100, True: 20}  # of one in which no start is felt any more; True: with trainings
RUNS = {False: 3, True: 2}  # of each way
STOCK = """
c = get_config()
c.CourseDirectory.root = {folder!r}
c.CourseDirectory.course_id = "deep_learning_with_python"
"""
OTTER_TEST = """OK_FORMAT = True

test = {{
    "name": "{name}",
    "points": 1,
    "suites": [
        {{
            "cases": [{{"code": ">>> callable({name})\\nTrue", "hidden": False, "locked": False}}],
            "scored": True,
            "setup": "",
            "teardown": "",
            "type": "doctest",
        }}
    ],
}}
"""
SCRIPTS = Path(sys.executable).parent
SAID = "nbgrader and otter grade nothing: they run the cells. Ours gives scores and feedback."


@dataclass
class Way:
    """One way to grade a class: how it is run, and the seconds that it took."""

    name: str
    run: Callable[[], None]
    students: int = STUDENTS
    seconds: list[float] = field(default_factory=list)

    def time(self) -> None:
        """Run it once."""
        start = time.perf_counter()
        self.run()
        self.seconds.append(time.perf_counter() - start)

    @property
    def each(self) -> float:
        """The seconds for a notebook, in the run in the middle."""
        return statistics.median(self.seconds) / self.students


def has_trainings(chapter: Chapter) -> bool:
    """Return whether any exercise of a chapter needs Keras."""
    return KERAS in packages_of(chapter).values()


def call(folder: Path, *command: object) -> None:
    """Run a command in a folder; end where it fails."""
    # Stock nbgrader finds `alembic` only on the path.
    environment = os.environ | {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed in {folder}:\n{done.stdout[-2000:]}")


def hand_in(chapter: Chapter, folder: Path, students: int, given: Sequence[Path]) -> None:
    """Write everybody's notebook, with the files that it needs."""
    solved = json.loads(make_notebook(chapter, read_text(chapter.solution), points_of(chapter)))
    for number in range(students):
        place = folder / "submitted" / f"student{number}" / chapter.name
        place.mkdir(parents=True)
        solved["metadata"]["by"] = place.parent.name  # nobody hands in the same bytes
        (place / f"{chapter.module}.ipynb").write_text(json.dumps(solved))
        for path in given:
            (place / path.name).write_bytes(path.read_bytes())


def make_ways(chapter: Chapter, base: Path) -> list[Way]:
    """Write course directories of a chapter, and return the ways to grade what is in them."""
    stock, ours, large = base / "stock", base / "ours", base / "large"
    for folder in (stock, ours, large):
        init(chapter.root, folder)
    (stock / CONFIG).write_text(STOCK.format(folder=str(stock)))
    many = LARGE[has_trainings(chapter)]
    for folder, students in ((stock, STUDENTS), (ours, STUDENTS), (large, many)):
        call(folder, SCRIPTS / "nbgrader", "generate_assignment", chapter.name)
        released = (folder / "release" / chapter.name).iterdir()
        given = [path for path in released if path.suffix != ".ipynb"]
        hand_in(chapter, folder, students, given)
    autograde = (SCRIPTS / "nbgrader", "autograde", chapter.name, "--force")
    grade = (sys.executable, "-m", "autograder", "grade", "--force", "submitted", "--out", "out")
    return [
        Way("stock nbgrader", lambda: call(stock, *autograde)),
        Way("otter", otter(chapter, ours / "submitted", base)),
        Way("ours, nbgrader", lambda: call(ours, *autograde)),
        Way(f"… of {many}", lambda: call(large, *autograde), many),
        Way("ours, grade", lambda: call(ours, *grade)),
        Way(f"… of {many}", lambda: call(large, *grade), many),
    ]


def otter(chapter: Chapter, submitted: Path, base: Path) -> Callable[[], None]:
    """Install otter-grader beside our packages, make its tests, and return how a class is run."""
    folder = base / "otter"
    venv.create(folder / "venv")
    programs = folder / "venv" / "bin"
    own = next((folder / "venv" / "lib").glob("python*")) / "site-packages" / "ours.pth"
    own.write_text(f"import site; site.addsitedir({site.getsitepackages()[0]!r})\n")
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    call(folder, *pip, "--prefix", folder / "venv", "otter-grader==7.0.0")
    (folder / "tests").mkdir()
    for name in chapter.exercises:
        (folder / "tests" / f"{name}.py").write_text(OTTER_TEST.format(name=name))
    call(folder, programs / "otter", "generate", "-t", "tests", "-o", "ag.zip", "--no-environment")

    def run() -> None:
        for notebook in sorted(submitted.glob("*/*/*.ipynb")):
            command = ("run", notebook.name, "-a", folder / "ag.zip", "-o", folder)
            call(notebook.parent, programs / "otter", *command)

    return run


def measure(chapter: Chapter, base: Path) -> list[Way]:
    """Grade the class in all ways, in turn, so that a busy machine slows all of them."""
    ways = make_ways(chapter, base)
    for _ in range(RUNS[has_trainings(chapter)]):
        for way in ways:
            way.time()
    return ways


def lines(chapter: Chapter, ways: list[Way]) -> Iterator[str]:
    """Yield the table of a chapter."""
    yield f"{chapter.name}, {STUDENTS} notebooks, median of {len(ways[0].seconds)} runs"
    yield f"{'':16}{'a notebook':>12}{'fastest':>11}{'slowest':>11}{'beside stock':>16}"
    for way in ways:
        times = (way.each, min(way.seconds) / way.students, max(way.seconds) / way.students)
        row = "".join(f"{t:{w}.2f} s" for t, w in zip(times, (10, 9, 9), strict=True))
        yield f"{way.name:16}{row}{ways[0].each / way.each:14.1f} ×"


def main() -> None:
    """Measure the chapters that were named, or one of each kind."""
    root = find_root()
    for name in sys.argv[1:] or CHAPTERS:
        chapter = find_chapter(root, name)
        with tempfile.TemporaryDirectory() as base:
            print(*lines(chapter, measure(chapter, Path(base))), "", sep="\n", flush=True)
    print(SAID)


if __name__ == "__main__":
    main()
