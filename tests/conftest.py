"""What test files share: the real course, a copy to change, the graded sample class."""

import fcntl
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.mistakes import sample
from autograder.chapters import Chapter, find_chapter, read_text
from autograder.grading.key import packages_of
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.grade import ClassRun, grade_class
from autograder.instructor.classes.slots import Slots
from autograder.instructor.kit.release import release
from autograder.sandbox.walls.isolation import Launchers, make_launchers
from autograder.sandbox.worker.limits import KERAS

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "course" / "samples" / "submitted"
# What a shell starts in the background ignores Ctrl-C: tests of Ctrl-C must not inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# As the command line has it; processes that test side by side are started after this line.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The files that take minutes: begun last, one of them would keep all processes but its own waiting.
LONGEST = (
    "sound survivors samples nbgrader_class formgrader nbgrader keras_worker class_run".split()
)
# Files whose tests start a process each, grade a class, grade all known mistakes or attack the
# sandbox: for `make test`.
SLOW = set(
    "samples sound survivors odd_answers release learner class_run watch submit progress shown "
    "cluster slots portable attacks keras_attacks negative_controls relations people wrong "
    "recorded composed public_checks leaks heavy busy similar sandbox".split()
)
COURSE_PARTS = ("solutions", "exercises", "course/lessons", "autograder/graders")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the files that are slow alone where no test of theirs is asked for."""
    is_slow = collection_path.stem.removeprefix("test_") in SLOW
    return True if is_slow and config.option.markexpr.startswith("not slow") else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the files that are slow, and put the longest first; the others keep their order."""
    for item in items:
        if item.path.stem.removeprefix("test_") in SLOW:
            item.add_marker(pytest.mark.slow)
    places = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def trains(chapter: Chapter) -> bool:
    """Return whether an exercise of the chapter trains networks with Keras."""
    return KERAS in packages_of(chapter).values()


def in_turn(
    chapters: Iterable[Chapter],
    share: int,
    about: str,
    text_of: Callable[[Chapter], str],
    is_dear: Callable[[Chapter], bool] = trains,
) -> list[Any]:
    """Return each chapter as a `pytest.param`: of the dear ones, one in `share` is tried.

    Which it is follows from `about` and from what `text_of` gives of them: whoever changes that has
    others tried. `make verify` tries all.
    """
    chapters = list(chapters)
    dear = [chapter for chapter in chapters if is_dear(chapter)]
    chosen = sample([each.name for each in dear], about + "".join(map(text_of, dear)), share)
    marks = {each.name: [pytest.mark.slow, pytest.mark.thorough] for each in dear}
    marks |= {name: [pytest.mark.slow] for name in chosen}
    return [pytest.param(each, id=each.name, marks=marks.get(each.name, ())) for each in chapters]


def rooms_of(chapter: Chapter) -> str:
    """Return the text of all rooms of a chapter."""
    return "".join(map(read_text, chapter.rooms.values()))


def lesson_of(chapter: Chapter) -> str:
    """Return the text of a chapter's lesson."""
    return read_text(chapter.lesson)


def shows_keras(chapter: Chapter) -> bool:
    """Return whether a cell of the chapter's lesson imports Keras."""
    return "import keras" in lesson_of(chapter)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def chapter() -> Chapter:
    """Chapter 1."""
    return find_chapter(ROOT, "ch01_neuron")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course that a test may change; it has a secret of its own."""
    copy = tmp_path / "course-copy"
    for part in COURSE_PARTS:
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "course" / "numpy.md", copy / "course")
    return copy


@contextmanager
def held(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder of all processes that test side by side, held by one of them at a time."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared / name


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClassRun, Path]:
    """The sample class, graded once in the sandbox: the run, and the folder it wrote.

    Processes that test side by side share it: who comes second finds results that still hold.
    """
    with held(tmp_path_factory, "graded") as folder:
        setting = Setting(jobs=os.cpu_count() or 1)
        return grade_class(ROOT, SAMPLES, folder / "out", executor=Slots(setting)), folder / "out"


@pytest.fixture(scope="session")
def warm() -> Iterator[Launchers]:
    """Warm workers in the sandbox for all files of this process: TensorFlow is started once."""
    launchers = make_launchers("sandbox")
    yield launchers
    launchers.close()


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learner's kit of this course, released once: nobody changes it."""
    with held(tmp_path_factory, "released") as folder:
        if not (folder / "kit.zip").exists():  # the last that is written
            folder.mkdir(exist_ok=True)
            release(ROOT, folder / "kit", force=True)
        return folder / "kit"


@pytest.fixture
def kit(released: Path, tmp_path: Path) -> Path:
    """A copy of the kit, on a learner's machine: a test may work in it."""
    return shutil.copytree(released, tmp_path / "kit")
