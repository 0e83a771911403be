"""Prints what a learner waits for: from the save to the verdict, and each command from cold.

    python -m tests.benchmarks.learner [SAVES]

A save is timed from outside: from just before the file is written until the verdict of the changed
exercise has come out of `autograder watch`, the wait for the next look at the file included.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.chapters import Chapter, all_chapters, find_root
from autograder.learner.exercises import exercises_of
from autograder.learner.workfile import read_work, work_path

SAVES, COLD = 30, 10  # how often
COMMAND = [sys.executable, "-m", "autograder"]


def copy_of(root: Path, folder: Path) -> Path:
    """Return a learner's copy of the course: no solutions, no graders."""
    for part in ("exercises", "course/lessons"):
        shutil.copytree(root / part, folder / part)
    return folder


def wait_for(lines, wanted: str) -> None:
    """Read lines up to the one that holds `wanted`."""
    for line in lines:
        if wanted in line:
            return
    raise AssertionError(f"watch ended before it said {wanted!r}")


def saves(chapter: Chapter, text: str, count: int) -> list[float]:
    """Return the seconds from save to verdict, for wrong answers to the chapter's first exercise.

    `text` is the file that they stand in, with `@body@` in place of the exercise's code.
    """
    command = [*COMMAND, "watch", chapter.name, "--plain"]
    pipe = subprocess.PIPE
    found = []
    with subprocess.Popen(command, cwd=chapter.root, stdin=pipe, stdout=pipe, text=True) as watch:
        wait_for(watch.stdout, "Write it in")
        for number in range(-3, count):  # the first three warm it up
            time.sleep(0.21 + 0.013 * (number % 7))  # not in step with the watcher's looks
            body = f'print("save {number}"); raise ValueError("wrong")'
            start = time.perf_counter()
            work_path(chapter).write_text(text.replace("@body@", body), encoding="utf-8")
            wait_for(watch.stdout, f"save {number}")
            if number >= 0:
                found.append(time.perf_counter() - start)
        watch.communicate()  # the end of its input ends it
    return found


def unwritten(chapter: Chapter) -> str:
    """Return the untouched file with a place for the body of its first exercise."""
    first = exercises_of(chapter)[0]
    return read_work(chapter).text.replace(f'raise NotImplementedError("{first.label}")', "@body@")


def solved(chapter: Chapter, root: Path) -> str:
    """Return the reference solution with a place for the body of its first exercise."""
    name = exercises_of(chapter)[0].name
    text = (root / "solutions" / chapter.name / f"{chapter.module}.py").read_text()
    start = text.index(f"def {name}(")
    region = re.compile(r"### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL)
    return text[:start] + region.sub("@body@", text[start:], count=1)


def cold(command: list[str], folder: Path) -> list[float]:
    """Return the seconds of a command that is started anew each time."""
    found = []
    for _ in range(COLD):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        found.append(time.perf_counter() - start)
    return found


def show(name: str, values: list[float]) -> None:
    low, middle, high = (1e3 * f(values) for f in (min, statistics.median, max))
    print(f"{name:<52} {middle:6.0f} ms   (min {low:.0f}, max {high:.0f})", flush=True)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SAVES
    root = find_root()
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_of(root, Path(folder))
        numpy = [chapter for chapter in all_chapters(copy) if not read_work(chapter).heavy]
        print(f"From save to verdict in `autograder watch`, {count} saves each; medians")
        for chapter in numpy:
            for state, text in (
                ("nothing else written", unwritten(chapter)),
                ("all else solved", solved(chapter, root)),
            ):
                show(f"  {chapter.name}, {state}", saves(chapter, text, count))
        print(f"\nFrom cold, {COLD} times each; medians")
        first = numpy[0].name
        pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        show(f"  autograder check {first}", cold([*COMMAND, "check", first], copy))
        show(f"  pytest exercises/{first}", cold([*pytest, f"exercises/{first}"], copy))
        for name in ("progress", "next"):
            show(f"  autograder {name}", cold([*COMMAND, name], copy))


if __name__ == "__main__":
    main()
