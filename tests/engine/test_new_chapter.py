"""`autograder new`: a chapter that runs before its author has changed a word."""

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.authoring.build import build, stale
from autograder.authoring.new import new
from autograder.authoring.verify import verify
from autograder.chapters import Chapter, read_text
from autograder.errors import UsageError
from autograder.grading.results import State
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.walls.isolation import make_launchers
from autograder.sandbox.worker.loading import Cell, Source

NAME = "ch90_scaling"
WRONG = """
import numpy as np
def scale(x, factor=2.0):
    return np.asarray(x, dtype=float) + factor
"""


@pytest.fixture
def root(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "course").mkdir()
    return tmp_path


@pytest.fixture
def chapter(root):
    new(root, NAME)
    build(root)
    return Chapter(root, NAME)


def grade(chapter, text):
    results = []
    task = Task("ada", Source(chapter.module, (Cell(f"{chapter.module}.py", text),)))
    run_graders(chapter, make_launchers("none"), [task], results.append)
    return results[0]


def files_below(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_new_writes_every_hand_written_file_of_a_chapter(root):
    chapter, written = Chapter(root, NAME), new(root, NAME)
    by_hand = [chapter.lesson, chapter.solution, chapter.checks, chapter.hints]
    assert written == [*by_hand, chapter.graders / "scale.py"]
    for path in written:
        assert "TODO" in read_text(path)
        assert "@number@" not in read_text(path)


def test_a_new_chapter_can_be_built_at_once(root):
    new(root, NAME)
    build(root)
    assert stale(root) == []
    assert 'raise NotImplementedError("90.1 scale")' in read_text(
        root / "exercises" / NAME / "scaling.py"
    )


def test_the_solution_of_a_new_chapter_earns_all_points(chapter):
    result = grade(chapter, read_text(chapter.solution))
    assert [o.message for o in result.outcomes if o.state is not State.PASSED] == []
    assert result.score == result.max_score == 100


def test_the_untouched_stub_of_a_new_chapter_earns_zero(chapter):
    result = grade(chapter, read_text(chapter.exercises_folder / "scaling.py"))
    assert result.score == 0
    assert not result.needs_review


def test_the_misconception_of_a_new_chapter_loses_points_and_is_named(chapter):
    result = grade(chapter, WRONG)
    assert result.score < result.max_score
    assert ("scale", "adds_the_factor") in result.misconceptions


def test_a_new_chapter_is_sound(chapter):
    assert [proof.faults for proof in verify(chapter, make_launchers("none"))] == [(), ()]


@pytest.mark.parametrize(
    "name",
    [
        *["neuron", "ch1_neuron", "ch01-neuron", "ch01_Neuron", "ch01_", "../ch01_x", "ch01_x/y"],
        *["", "ch01_größe", "ch١٢_digits"],
    ],
)
def test_an_invalid_name_is_refused_with_a_valid_one(root, name):
    with pytest.raises(UsageError, match=r"two digits and a topic.*ch03_backprop"):
        new(root, name)
    assert files_below(root) == {}


@pytest.mark.parametrize("topic", ["class", "statistics", "numpy", "autograder"])
def test_a_topic_that_python_knows_already_is_refused(root, topic):
    with pytest.raises(UsageError, match="choose another topic"):
        new(root, f"ch91_{topic}")
    assert files_below(root) == {}


def test_a_chapter_that_exists_is_refused_and_left_alone(root):
    new(root, NAME)
    before = files_below(root)
    with pytest.raises(UsageError, match="ch90_scaling exists already"):
        new(root, NAME)
    assert files_below(root) == before


def test_a_single_file_of_the_chapter_is_enough_to_refuse(root):
    lesson = Chapter(root, NAME).lesson
    lesson.parent.mkdir()
    lesson.write_text("# Mine\n")
    with pytest.raises(UsageError, match="exists already"):
        new(root, NAME)
    assert files_below(root) == {lesson: b"# Mine\n"}


def test_a_number_that_is_taken_is_refused(root):
    new(root, NAME)
    before = files_below(root)
    with pytest.raises(UsageError, match="the number 90 is taken by ch90_scaling"):
        new(root, "ch90_other")
    assert files_below(root) == before


@pytest.mark.slow
def test_the_notebook_of_a_new_chapter_runs_to_its_end(chapter):
    folder = chapter.exercises_folder
    notebook = nbformat.read(folder / "scaling.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}})
    client.execute()  # raises at the first cell that does
