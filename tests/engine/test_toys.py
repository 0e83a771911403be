"""The toy course is as sound as a real one: what is proven on it holds for a course."""

import pytest

from autograder.authoring.build import planned
from autograder.authoring.verify import verify
from autograder.chapters import Chapter, all_chapters
from autograder.grading.intake import read_submission
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.walls.isolation import make_launchers
from tests.engine.conftest import TOYS


def right_hands(chapter: Chapter) -> list[Task]:
    """Return the right answers of other hands to a toy chapter."""
    files = sorted((TOYS / "tests" / "correct" / chapter.name).glob("*.py"))
    return [Task(path.stem, read_submission(path, chapter.module)) for path in files]


def prove(chapter: Chapter, level: str) -> None:
    """Ask that a chapter is sound, and that two other hands earn all there is."""
    launchers, results = make_launchers(level), []
    try:
        assert [fault for proof in verify(chapter, launchers) for fault in proof.faults] == []
        run_graders(chapter, launchers, right_hands(chapter), results.append)
    finally:
        launchers.close()
    assert [result.score for result in results] == [100, 100]


def test_the_toy_chapters_are_found(tiny):
    found = {chapter.name: chapter.exercises for chapter in all_chapters(tiny.root)}
    assert found == {
        "ch01_shop": ("bill", "split", "serve"),
        "ch02_tiny": ("build_line", "train_line"),
        "ch03_scaling": ("scale",),
    }


def test_the_toy_chapter_of_numpy_is_sound(shop):
    prove(shop, "none")


@pytest.mark.slow
def test_the_toy_chapter_of_keras_is_sound_and_can_be_built(tiny):
    prove(tiny, "sandbox")
    assert {path.suffix for path in planned(tiny)} == {".py", ".ipynb", ".json"}
