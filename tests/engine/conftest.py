"""What the engine is tested on: a small course of its own, in the form of the real one."""

import shutil
from pathlib import Path

import pytest

from autograder.authoring.build import build
from autograder.authoring.new import new
from autograder.chapters import Chapter, find_chapter

TOYS = Path(__file__).with_name("toys")
collect_ignore = ["toys"]  # its checks and rooms are no tests of this project


def write_answer(chapter: Chapter, exercise: str, body: str) -> None:
    """Write a body into the learner's file of a chapter, in place of the exercise's stub."""
    path = chapter.exercises_folder / f"{chapter.module}.py"
    text, line = path.read_text(), f'raise NotImplementedError("{chapter.label(exercise)}")'
    assert line in text
    path.write_text(text.replace(line, body))


def copied(source: Path, target: Path, *without: str) -> Path:
    """Copy a course, without what has these names, and return where it is."""
    left_out = shutil.ignore_patterns("__pycache__", *without)
    return shutil.copytree(source, target, ignore=left_out, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def toys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy course without its chapter of Keras, built: nobody changes it.

    Beside the shop there is a second chapter, the one that `autograder new` writes.
    """
    root = copied(TOYS, tmp_path_factory.mktemp("toys") / "course", "ch02_tiny*")
    (root / "exercises").mkdir()
    new(root, "ch03_scaling")
    build(root)
    return root


@pytest.fixture(scope="session")
def shop(toys: Path) -> Chapter:
    """The toy chapter with three exercises; the third calls the first two."""
    return find_chapter(toys, "ch01_shop")


@pytest.fixture(scope="session")
def scaling(toys: Path) -> Chapter:
    """The toy chapter with a single exercise."""
    return find_chapter(toys, "ch03_scaling")


@pytest.fixture
def toy_course(toys: Path, tmp_path: Path) -> Path:
    """A copy of the toy course that a test may change; it has a secret of its own."""
    return copied(toys, tmp_path / "toy-course", ".autograder")


@pytest.fixture
def learner(toys: Path, tmp_path: Path) -> Path:
    """A learner's copy of the toy course: no solution, no grader."""
    for part in ("exercises", "course/lessons"):
        copied(toys / part, tmp_path / "learner" / part)
    return tmp_path / "learner"


@pytest.fixture
def tiny(toy_course: Path) -> Chapter:
    """The toy chapter of Keras, not built, in a toy course that a test may change."""
    copied(TOYS, toy_course)
    return find_chapter(toy_course, "ch02_tiny")
